import type { DemoFacility, DemoRead, DemoReader } from '#lib/core/demo/group/types.ts';
import { hashText, makeRandom, type Random } from '#lib/core/demo/random.ts';
import type { StudyPlan } from '#lib/core/demo/studies/plan.ts';
import { describeLesion } from './lesion-words.ts';
import { type Finding, getTemplate, type ReportTemplate } from './templates.ts';

const abnormalShare = 0.38;
const callShare = 0.25;
const clinicians = [
	'Dr. Amelia Fontaine',
	'Dr. R. Castlebury',
	'Dr. Henrik Olafsen',
	'Dr. Patel-Wright',
	'Tina Marsh, PA-C',
	'Dr. Gideon Strand'
];

/**
 * The report text of a read, in sections, ending in the reader's signature. Pure: the same read gives the same text.
 *
 * A read with an image study says what the study's plan says: the lesion where it is reported, a normal examination
 * where there is none or where it was missed. Other reads are normal or abnormal by chance.
 */
export function makeReportText(input: {
	seed: number;
	read: DemoRead;
	reader: DemoReader;
	facility: DemoFacility;
	study: StudyPlan | null;
}): string {
	const { seed, read, reader, facility, study } = input;
	const random = makeRandom(seed, hashText('report'), read.index);
	const template = getTemplate(read.modality, read.region);
	const finding = chooseFinding(random, template, read, study);
	const signedAt = read.finalAt ?? read.examCompletedAt;
	const body = [
		section('EXAMINATION', read.procedure),
		section(
			'CLINICAL HISTORY',
			`${read.ageYears}-year-old ${read.sex === 'F' ? 'female' : 'male'}. ${historyOf(random, template, study)}`
		),
		section('TECHNIQUE', techniqueOf(random, template, read, study)),
		section(
			'COMPARISON',
			random.pick([
				'None.',
				'None available.',
				'Prior examination from the same facility.',
				'Outside study, 2 years ago.'
			])
		),
		section('FINDINGS', findingLines(random, template, read, finding)),
		section('IMPRESSION', impressionOf(random, template, finding))
	];
	if (finding && read.patientClass === 'emergency' && (study || random.next() < callShare)) {
		body.push(
			`Findings were discussed with ${random.pick(clinicians)} by telephone at ${timeOf(signedAt, facility)}.`
		);
	}
	body.push(signatureOf(random, reader, facility, signedAt));
	return body.join('\n\n');
}

const section = (title: string, text: string): string => `${title}:\n${text}`;

function chooseFinding(
	random: Random,
	template: ReportTemplate,
	read: DemoRead,
	study: StudyPlan | null
): Finding | null {
	if (study) return study.lesion && study.isReported ? describeLesion(study.lesion, study.modality) : null;
	return random.next() < abnormalShare ? random.pick(template.abnormal) : null;
}

function historyOf(random: Random, template: ReportTemplate, study: StudyPlan | null): string {
	if (!study?.lesion) return random.pick(template.histories);
	return studyHistories[study.lesion.kind] ?? random.pick(template.histories);
}

// What the referrer knew; it never names the finding.
const studyHistories: Readonly<Partial<Record<NonNullable<StudyPlan['lesion']>['kind'], string>>> = {
	subdural: 'Fall from standing, on apixaban. Headache.',
	haemorrhage: 'Sudden weakness and headache. Hypertension.',
	infarct: 'Acute onset of neurological deficit, last known well 5 hours ago.',
	fracture: 'Bicycle accident, scalp laceration.',
	embolism: 'Pleuritic chest pain and tachycardia, recent long flight.',
	pneumothorax: 'Sudden chest pain.',
	'renal-stone': 'Flank pain and hematuria.',
	'free-air': 'Severe epigastric pain, on ibuprofen.',
	appendicitis: 'Right lower quadrant pain, leukocytosis.',
	mass: 'New seizure.',
	aneurysm: 'Abdominal aortic screening, former smoker.',
	gallstone: 'Right upper quadrant pain after meals.'
};

function techniqueOf(
	random: Random,
	template: ReportTemplate,
	read: DemoRead,
	study: StudyPlan | null
): string {
	const base = random.pick(template.technique);
	if (read.modality !== 'CT') return base;
	const contrast = study
		? study.contrast
		: read.procedure.includes('WITH CONTRAST') || read.procedure.includes('ANGIO');
	const dose = 'Dose reduction techniques were used.';
	return contrast && !base.includes('contrast')
		? `${base} Intravenous contrast was given. ${dose}`
		: `${base} ${dose}`;
}

function findingLines(
	random: Random,
	template: ReportTemplate,
	read: DemoRead,
	finding: Finding | null
): string {
	// Pulmonary arteries are read on angiography only.
	const organs = template.organs.filter(
		({ organ }) =>
			organ !== 'Pulmonary arteries' || read.procedure.includes('EMBOLISM') || finding?.organ === organ
	);
	return organs
		.map(
			({ organ, normal }) => `${organ}: ${finding?.organ === organ ? finding.finding : random.pick(normal)}`
		)
		.join('\n');
}

function impressionOf(random: Random, template: ReportTemplate, finding: Finding | null): string {
	if (!finding) return random.pick(template.normalImpressions);
	return `1. ${finding.impression}\n2. ${random.pick(['No other acute finding.', 'Otherwise as above.', 'No additional acute abnormality.'])}`;
}

function signatureOf(random: Random, reader: DemoReader, facility: DemoFacility, signedAt: number): string {
	const name = `${reader.givenName} ${reader.familyName}, ${reader.credentials}`;
	const when = `${dateOf(signedAt, facility)} ${timeOf(signedAt, facility)}`;
	return random.pick([
		`Electronically signed by: ${name} on ${when}`,
		`Dictated by: ${name}\nElectronically signed: ${when}`,
		`Interpreting radiologist: ${reader.familyName.toUpperCase()}, ${reader.givenName.toUpperCase()} ${reader.credentials}\n${facility.name}\nSigned ${when}`
	]);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** US text of an instant in a zone; formats are kept because making one costs more than a whole report. */
function format(at: number, timeZone: string, kind: 'date' | 'time'): string {
	const key = `${kind} ${timeZone}`;
	const known = formats.get(key);
	const made =
		known ??
		new Intl.DateTimeFormat(
			'en-US',
			kind === 'date'
				? { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }
				: { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
		);
	if (!known) formats.set(key, made);
	return made.format(at);
}

const dateOf = (at: number, facility: DemoFacility): string => format(at, facility.timeZone, 'date');
const timeOf = (at: number, facility: DemoFacility): string => format(at, facility.timeZone, 'time');
