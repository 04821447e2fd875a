import type { Random } from '#lib/core/demo/random.ts';
import type { DemoModality, DemoPatientClass } from './types.ts';

type ClassModel = { readonly medianMinutes: number; readonly logSd: number; readonly targetMinutes: number };

/** Section 5 of the simulation model; the target is the contract's limit from end of examination to final report. */
export const turnaroundByClass: Readonly<Record<DemoPatientClass, ClassModel>> = {
	emergency: { medianMinutes: 26, logSd: 0.55, targetMinutes: 60 },
	inpatient: { medianMinutes: 85, logSd: 0.75, targetMinutes: 240 },
	outpatient: { medianMinutes: 360, logSd: 0.95, targetMinutes: 1440 }
};

const modalityFactor: Readonly<Record<DemoModality, number>> = {
	XR: 0.85,
	CT: 1.1,
	MR: 1.35,
	US: 0.95,
	MG: 1.1,
	NM: 1.3
};

const nightFactor = 1.25;
const weekendFactor = 1.6;
const lostShare = 0.004;
const lostFactor = 10;
/** Log-sd between radiologists. */
export const readerLogSd = 0.12;

/** Minutes from end of examination to final report. */
export function drawTurnaroundMinutes(
	random: Random,
	read: {
		modality: DemoModality;
		patientClass: DemoPatientClass;
		night: boolean;
		weekend: boolean;
		/** This reader's own log deviation. */
		readerLog: number;
	}
): number {
	const model = turnaroundByClass[read.patientClass];
	const factor =
		modalityFactor[read.modality] *
		(read.night ? nightFactor : 1) *
		(read.weekend && read.patientClass === 'outpatient' ? weekendFactor : 1) *
		(random.next() < lostShare ? lostFactor : 1);
	return model.medianMinutes * factor * Math.exp(read.readerLog + model.logSd * random.normal());
}
