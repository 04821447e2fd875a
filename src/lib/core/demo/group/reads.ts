import { hashText, makeRandom, pickWeighted, type Random } from '#lib/core/demo/random.ts';
import { planStudies, type StudyPlan } from '#lib/core/demo/studies/plan.ts';
import { type CalendarDay, hourMs, listDays, minuteMs } from './calendar.ts';
import { patientClasses, procedures, procedureWeights, type SectionMix, sectionMix } from './sections.ts';
import { drawTurnaroundMinutes, readerLogSd } from './turnaround.ts';
import {
	type DemoGroup,
	type DemoModality,
	demoModalities,
	type DemoPatientClass,
	type DemoPriority,
	type DemoRead,
	type DemoReader,
	type DemoSex,
	type DemoShift
} from './types.ts';

type Draft = Omit<DemoRead, 'index' | 'accession' | 'patientIndex'>;

// Days of the week relative to a weekday: emergency and inpatient work halves at weekends, outpatients have Saturdays only.
const dayWeights: Readonly<Record<CalendarDay['weekday'], readonly number[]>> = {
	weekday: [1, 1, 1],
	saturday: [0.5, 0.5, 0.3],
	sunday: [0.5, 0.5, 0]
};
const daytimeHourWeights = [0.6, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0.45];
const nightModalities: readonly DemoModality[] = ['XR', 'CT', 'US'];
const priorityOf: Readonly<Record<DemoPatientClass, DemoPriority>> = {
	emergency: 'stat',
	inpatient: 'urgent',
	outpatient: 'routine'
};

/**
 * Every read of the period in order of the end of examination within each day; about 320,000 a year without thinning.
 * The reads of the image studies stand among them, with their `studyKey`.
 */
export function* demoReads(group: DemoGroup): Generator<DemoRead> {
	const random = makeRandom(group.seed, hashText('reads'));
	const days = listDays(group.fromAt, group.cutAt, group.facilities);
	const readers = group.readers.map((reader) => makeReaderModel(reader, days, group, random));
	const facilityWeights = makeFacilityWeights(group);
	const studies = planStudies(group);
	let index = 0;
	for (const day of days) {
		const drafts: Draft[] = [];
		for (const model of readers) {
			const weights = model.classRates.map((rate, at) => rate * (dayWeights[day.weekday][at] ?? 0));
			const count = random.poisson(weights.reduce((sum, weight) => sum + weight, 0));
			for (let nth = 0; nth < count; nth++) {
				const patientClass = patientClasses[pickWeighted(random, weights)] ?? 'outpatient';
				const draft = drawRead({ random, group, day, model, patientClass, facilityWeights });
				if (draft.examCompletedAt <= group.cutAt) drafts.push(draft);
			}
		}
		for (const study of studies) if (study.dateMs === day.dateMs) drafts.push(readOfStudy(study, group));
		drafts.sort((a, b) => a.examCompletedAt - b.examCompletedAt);
		for (const draft of drafts) {
			const study = draft.studyKey === null ? undefined : studies.find(({ key }) => key === draft.studyKey);
			const { accession, patientIndex } = study ?? {
				accession: accessionOf(draft, group, index),
				patientIndex: index
			};
			yield { ...draft, index, patientIndex, accession };
			index++;
		}
	}
}

type ReaderModel = {
	readonly reader: DemoReader;
	readonly mix: SectionMix;
	/** Expected reads of a weekday by patient class. */
	readonly classRates: readonly number[];
	readonly procedureWeights: Readonly<Record<DemoModality, readonly number[]>>;
	/** Log deviation of this reader's turnaround. */
	readonly readerLog: number;
};

function makeReaderModel(
	reader: DemoReader,
	days: readonly CalendarDay[],
	group: DemoGroup,
	random: Random
): ReaderModel {
	const mix = sectionMix[reader.section];
	const years = days.length / 365;
	const readerLog = readerLogSd * random.normal();
	return {
		reader,
		mix,
		readerLog,
		classRates: mix.classes.map((share, at) => {
			const weekdays = days.reduce((sum, day) => sum + (dayWeights[day.weekday][at] ?? 0), 0);
			return (reader.readsPerYear * share * years) / (weekdays * group.thinning);
		}),
		procedureWeights: Object.fromEntries(
			demoModalities.map((modality) => [modality, procedureWeights(reader.section, modality)])
		) as Record<DemoModality, readonly number[]> // complete by construction: one entry for each modality
	};
}

/** Facility shares by class: the outpatient centre has all its share among outpatients. */
function makeFacilityWeights(group: DemoGroup): Readonly<Record<DemoPatientClass, readonly number[]>> {
	let outpatients = 0;
	let all = 0;
	for (const reader of group.readers) {
		outpatients += reader.readsPerYear * sectionMix[reader.section].classes[2];
		all += reader.readsPerYear;
	}
	const outpatientShare = outpatients / all;
	const others = group.facilities.map(({ kind, weight }) => (kind === 'outpatient' ? 0 : weight));
	const otherTotal = others.reduce((sum, weight) => sum + weight, 0);
	const mixed = group.facilities.map(({ kind, weight }, at) =>
		kind === 'outpatient'
			? weight / outpatientShare
			: ((others[at] ?? 0) * (1 - (1 - otherTotal) / outpatientShare)) / otherTotal
	);
	return { emergency: others, inpatient: others, outpatient: mixed };
}

function drawRead(input: {
	random: Random;
	group: DemoGroup;
	day: CalendarDay;
	model: ReaderModel;
	patientClass: DemoPatientClass;
	facilityWeights: Readonly<Record<DemoPatientClass, readonly number[]>>;
}): Draft {
	const { random, group, day, model, patientClass, facilityWeights } = input;
	const { reader, mix } = model;
	const modality = demoModalities[pickWeighted(random, mix.modalities)] ?? 'XR';
	const facilityAt = pickWeighted(random, facilityWeights[patientClass]);
	const facility = group.facilities[facilityAt] ?? { code: 'F1' };
	// Outpatients come by day only, so the section's night share falls on the others.
	const nightShare =
		nightModalities.includes(modality) && patientClass !== 'outpatient'
			? mix.night / (1 - mix.classes[2])
			: 0;
	const shift: DemoShift =
		random.next() >= nightShare ? 'day' : random.next() < 0.5 ? 'early-night' : 'late-night';
	const examCompletedAt = Math.round(
		(day.midnights[facilityAt] ?? day.dateMs) + drawHour(random, shift) * hourMs
	);
	const procedure = procedures[modality][pickWeighted(random, model.procedureWeights[modality])];
	const minutes = drawTurnaroundMinutes(random, {
		modality,
		patientClass,
		night: shift !== 'day',
		weekend: day.weekday !== 'weekday',
		readerLog: model.readerLog
	});
	const region = procedure?.region ?? 'chest';
	const sex: DemoSex = region === 'breast' || random.next() < 0.52 ? 'F' : 'M';
	return {
		sex,
		ageYears: drawAge(random, modality, patientClass),
		facilityCode: facility.code,
		readerCode: reader.code,
		section: reader.section,
		modality,
		region,
		procedure: procedure?.name ?? '',
		patientClass,
		priority: priorityOf[patientClass],
		shift,
		examCompletedAt,
		...drawEvents({ random, examCompletedAt, minutes, patientClass, shift, cutAt: group.cutAt }),
		studyKey: null
	};
}

/** Local hour of the end of the examination. */
function drawHour(random: Random, shift: DemoShift): number {
	if (shift === 'day') return 7 + pickWeighted(random, daytimeHourWeights) + random.next();
	return (shift === 'early-night' ? 18 : 0.5) + 6.5 * random.next();
}

function drawAge(random: Random, modality: DemoModality, patientClass: DemoPatientClass): number {
	if (modality === 'XR' && random.next() < 0.08) return random.below(18);
	const mean = modality === 'MG' ? 58 : patientClass === 'inpatient' ? 66 : 55;
	return Math.round(Math.min(97, Math.max(18, mean + (modality === 'MG' ? 10 : 18) * random.normal())));
}

/** The other instants of a read, all between order and data cut; what lies after the cut has not happened. */
function drawEvents(input: {
	random: Random;
	examCompletedAt: number;
	minutes: number;
	patientClass: DemoPatientClass;
	shift: DemoShift;
	cutAt: number;
}): Pick<Draft, 'orderedAt' | 'imagesReceivedAt' | 'openedAt' | 'preliminaryAt' | 'finalAt'> {
	const { random, examCompletedAt, minutes, patientClass, shift, cutAt } = input;
	const waitHours = patientClass === 'emergency' ? 0.9 : patientClass === 'inpatient' ? 4 : 150;
	const finalAt = Math.round(examCompletedAt + minutes * minuteMs);
	const imagesReceivedAt = Math.round(
		examCompletedAt + Math.min(minutes * 0.3, 1 + 3 * random.next()) * minuteMs
	);
	const readingShare = Math.min(0.5, (2 + 6 * random.next()) / minutes);
	const openedAt = Math.round(finalAt - (finalAt - imagesReceivedAt) * readingShare);
	const hasPreliminary = patientClass === 'emergency' && shift !== 'day' && random.next() < 0.4;
	const preliminaryAt = hasPreliminary
		? Math.round(imagesReceivedAt + (openedAt - imagesReceivedAt) * (0.3 + 0.6 * random.next()))
		: null;
	const happened = (at: number | null): number | null => (at !== null && at <= cutAt ? at : null);
	return {
		orderedAt: Math.round(examCompletedAt - waitHours * (0.3 + 1.4 * random.next()) * hourMs),
		imagesReceivedAt: Math.min(imagesReceivedAt, cutAt),
		openedAt: happened(openedAt),
		preliminaryAt: happened(preliminaryAt),
		finalAt: happened(finalAt)
	};
}

function readOfStudy(study: StudyPlan, group: DemoGroup): Draft {
	const reader = group.readers.find(({ code }) => code === study.readerCode);
	const random = makeRandom(group.seed, hashText('study-read'), hashText(study.key));
	const { patientClass, shift, examCompletedAt } = study;
	const minutes = Math.min(
		(group.cutAt - examCompletedAt) / minuteMs - 1,
		drawTurnaroundMinutes(random, {
			modality: study.modality,
			patientClass,
			night: shift !== 'day',
			weekend: false,
			readerLog: 0
		})
	);
	return {
		sex: study.sex,
		ageYears: study.ageYears,
		facilityCode: study.facilityCode,
		readerCode: study.readerCode,
		section: reader?.section ?? 'general',
		modality: study.modality,
		region: study.region,
		procedure: study.procedure,
		patientClass,
		priority: priorityOf[patientClass],
		shift,
		examCompletedAt,
		...drawEvents({ random, examCompletedAt, minutes, patientClass, shift, cutAt: group.cutAt }),
		studyKey: study.key
	};
}

function accessionOf(draft: Draft, group: DemoGroup, index: number): string {
	const facility = group.facilities.find(({ code }) => code === draft.facilityCode);
	const year = String(new Date(draft.examCompletedAt).getUTCFullYear()).slice(2);
	return `${facility?.accessionPrefix ?? 'X'}${year}${String(index + 1).padStart(7, '0')}`;
}
