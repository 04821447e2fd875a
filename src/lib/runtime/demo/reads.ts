import { studyUidOf } from '#lib/core/demo/dicom/header.ts';
import { demoPatient } from '#lib/core/demo/group/patients.ts';
import { demoReads } from '#lib/core/demo/group/reads.ts';
import type { DemoPatient, DemoRead } from '#lib/core/demo/group/types.ts';
import { planStudies } from '#lib/core/demo/studies/plan.ts';
import { MINUTE_MS } from '#lib/core/instant.ts';
import { dropIndexes } from '#lib/server/db/bulk.ts';
import type { Tables } from '#lib/server/db/schema/tables.ts';
import type { People } from './people.ts';
import { demoSamplingId, giveWay, type Seeding } from './seeding.ts';

/** A read as it was written. */
export type SeededRead = { readonly id: string; readonly samplingId: string; readonly demo: DemoRead };

/** Rows of one transaction: enough to be fast, few enough to stay in memory. */
const PART = 5000;
const SAID_EVERY = 80_000;

export const patientOf = (seeding: Seeding, demo: DemoRead): DemoPatient =>
	demoPatient({
		seed: seeding.group.seed,
		patientIndex: demo.patientIndex,
		sex: demo.sex,
		ageYears: demo.ageYears,
		onMs: demo.examCompletedAt
	});

export const patientName = ({ familyName, givenName }: DemoPatient): string => `${familyName}, ${givenName}`;

/** Writes patients and reads of the whole period, and gives the reads back in order. */
export async function writeReads(seeding: Seeding, people: People): Promise<SeededRead[]> {
	const { app, group, idAt } = seeding;
	const studyUids = new Map(planStudies(group).map((plan) => [plan.key, studyUidOf(group.seed, plan)]));
	const written: SeededRead[] = [];
	let patientRows: Tables['patients']['$inferInsert'][] = [];
	let readRows: Tables['reads']['$inferInsert'][] = [];
	const flush = async (): Promise<void> => {
		await app.db.transaction(async (write) => {
			await write.insertRows(write.tables.patients, patientRows);
			await write.insertRows(write.tables.reads, readRows);
		});
		patientRows = [];
		readRows = [];
		await giveWay();
		if (written.length % SAID_EVERY === 0) seeding.say(`reads ${written.length.toLocaleString('en')}`);
	};
	const { patients, reads } = app.db.read.tables;
	const makeIndexes = await app.db.transaction((write) =>
		dropIndexes(write, [patients, reads], ['reads_accession'])
	);
	for (const demo of demoReads(group)) {
		const receivedAt = Math.min((demo.finalAt ?? demo.imagesReceivedAt) + MINUTE_MS, group.cutAt);
		const patient = patientOf(seeding, demo);
		const patientId = idAt(receivedAt);
		const id = idAt(receivedAt);
		const samplingId = demoSamplingId(group.seed, demo.index);
		patientRows.push({
			id: patientId,
			issuer: demo.facilityCode,
			mrn: patient.id,
			name: patientName(patient),
			birthOn: patient.birthOn,
			sex: patient.sex
		});
		readRows.push({
			...rowOf(demo, people),
			id,
			samplingId,
			patientId,
			studyUid: demo.studyKey === null ? null : (studyUids.get(demo.studyKey) ?? null),
			receivedAt
		});
		written.push({ id, samplingId, demo });
		if (readRows.length === PART) await flush();
	}
	await flush();
	await app.db.transaction(makeIndexes);
	seeding.say(`reads ${written.length.toLocaleString('en')}`);
	return written;
}

function rowOf(demo: DemoRead, people: People) {
	const facilityId = people.facilityIds.get(demo.facilityCode) ?? '';
	return {
		naturalKey: `${facilityId}|${demo.accession}|final|demo`,
		accession: demo.accession,
		facilityId,
		readerId: people.radiologistIds.get(demo.readerCode) ?? '',
		modality: demo.modality,
		bodyRegion: demo.region,
		procedure: demo.procedure,
		priority: demo.priority,
		patientClass: demo.patientClass,
		shift: demo.shift,
		ageYears: demo.ageYears,
		sex: demo.sex,
		// What is not finished at the data cut has no final report yet.
		kind: demo.finalAt === null ? 'preliminary' : 'final',
		status: 'current',
		reportVersion: 1,
		orderedAt: demo.orderedAt,
		examCompletedAt: demo.examCompletedAt,
		imagesReceivedAt: demo.imagesReceivedAt,
		preliminaryAt: demo.preliminaryAt,
		finalAt: demo.finalAt,
		reportedAt: demo.finalAt ?? demo.preliminaryAt,
		source: 'demo'
	};
}
