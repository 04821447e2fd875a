import { addDays, type CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import { cmeRecordSchema, naturalKeyOf, type CmeRecordInput } from '#lib/core/credentials/cme/record.ts';
import { spanOf, type Credential } from '#lib/core/credentials/kinds.ts';
import { hashText, makeRandom } from '#lib/core/demo/random.ts';
import { DAY_MS, HOUR_MS, toUtcDay } from '#lib/core/instant.ts';
import type { Tables } from '#lib/server/db/schema/tables.ts';
import type { PastAudit } from './audit-log.ts';
import type { People } from './people.ts';
import type { Seeding } from './seeding.ts';

type Course = Pick<CmeRecordInput, 'title' | 'provider' | 'modalities' | 'topics' | 'activityType'> & {
	readonly hours: number;
};

/** Invented courses of invented societies. */
const courses: readonly Course[] = [
	{
		title: 'CT and MRI of the abdomen',
		provider: 'Lakeside Society of Radiology',
		hours: 15,
		modalities: ['CT', 'MR'],
		topics: ['radiology'],
		activityType: 'live'
	},
	{
		title: 'Neuroradiology review',
		provider: 'Lakeside Society of Radiology',
		hours: 12.5,
		modalities: ['CT', 'MR'],
		topics: ['radiology'],
		activityType: 'live'
	},
	{
		title: 'Emergency radiology online',
		provider: 'Northern Imaging Academy',
		hours: 8,
		modalities: ['CT', 'XR'],
		topics: ['radiology'],
		activityType: 'enduring'
	},
	{
		title: 'Ultrasound update',
		provider: 'Northern Imaging Academy',
		hours: 6,
		modalities: ['US'],
		topics: ['radiology'],
		activityType: 'enduring'
	},
	{
		title: 'Errors and how to talk about them',
		provider: 'Institute for Safe Care',
		hours: 4,
		modalities: [],
		topics: ['risk-management', 'medical-errors', 'patient-safety'],
		activityType: 'enduring'
	},
	{
		title: 'Duty to report misconduct',
		provider: 'Institute for Safe Care',
		hours: 1,
		modalities: [],
		topics: ['misconduct-reporting'],
		activityType: 'enduring'
	},
	{
		title: 'Journal reading, chest',
		provider: 'Northern Imaging Academy',
		hours: 3,
		modalities: ['CT', 'XR'],
		topics: ['radiology'],
		activityType: 'journal'
	}
];

const breast: Course = {
	title: 'Mammography and tomosynthesis',
	provider: 'Lakeside Society of Radiology',
	hours: 10,
	modalities: ['MG'],
	topics: ['breast-imaging', 'mammography'],
	activityType: 'live'
};

/** Facts that rules ask for, of people who read images and see no patients. */
const facts: readonly Credential[] = (
	[
		'deaRegistered',
		'holdsStateCds',
		'prescribesControlledSubstances',
		'mayPrescribeControlledSubstances',
		'directPatientCare',
		'primaryCare',
		'caresForDyingPatients',
		'painClinic',
		'painClinicOwner',
		'opioidPainPatientsOverHalf',
		'geriatricPanelOverQuarter'
	] as const
).map((fact) => ({ kind: 'person-fact', body: { fact, value: false } }));

/** Minnesota's period of three years is none of the licence's terms. */
const minnesotaPeriod = (index: number, today: CalendarDay): Credential => ({
	kind: 'person-fact',
	body: { fact: 'cmePeriodEndsOn', value: addDays(today, 150 + ((index * 67) % 700)), authority: 'MN' }
});

const YEARS = 3;
/** Of whom nobody has entered these facts: rules then cannot be told. */
const UNKNOWN = 4;
/** Who has done too little. */
const isIdle = (index: number): boolean => index % 9 === 3;

/** Continuing education of the demo group: three years of courses, the board's questions, projects; a few are short. */
export async function writeDemoCme(
	{ app, group, cutAt, idAt }: Seeding,
	{ people, audit }: { people: People; audit: PastAudit }
): Promise<void> {
	const today = toUtcDay(cutAt);
	const begun = people.startedAt + 2 * HOUR_MS;
	const by = { source: 'demo', recordedBy: people.coordinatorId };
	const activities: Tables['cmeActivities']['$inferInsert'][] = [];
	const rows: Tables['credentialRows']['$inferInsert'][] = [];
	for (const [index, reader] of group.readers.entries()) {
		const radiologistId = people.radiologistIds.get(reader.code) ?? '';
		for (const input of doneBy(reader.code, { index, section: reader.section, today })) {
			const body = cmeRecordSchema.parse(input);
			const at = Math.min(Math.max(begun, Date.parse(body.completedOn) + 10 * DAY_MS), cutAt - HOUR_MS);
			const key = { naturalKey: naturalKeyOf(body), completedOn: body.completedOn };
			activities.push({ id: idAt(at), radiologistId, ...key, body, recordedAt: at, ...by });
		}
		if (index === UNKNOWN) continue;
		for (const credential of [...facts, minnesotaPeriod(index, today)]) {
			const { kind, body } = credential;
			rows.push({
				id: idAt(begun),
				radiologistId,
				kind,
				body,
				...spanOf(credential),
				recordedAt: begun,
				...by
			});
		}
	}
	audit.add({
		type: 'cme.imported',
		subjectId: people.coordinatorId,
		facts: { taken: activities.length, unchanged: 0, refused: 0 },
		at: begun,
		actorId: people.coordinatorId
	});
	await app.db.transaction(async (write) => {
		await write.insertRows(write.tables.cmeActivities, activities);
		await write.insertRows(write.tables.credentialRows, rows);
	});
}

function doneBy(
	code: string,
	{ index, section, today }: { index: number; section: string; today: CalendarDay }
): CmeRecordInput[] {
	const random = makeRandom(hashText(`cme ${code}`));
	const done: CmeRecordInput[] = [];
	const add = ({ hours, ...course }: Course, completedOn: CalendarDay): void => {
		const accreditor = 'ACCME';
		const verifiedOn = addDays(completedOn, 12) < today ? addDays(completedOn, 12) : today;
		const credits: CmeRecordInput['credits'] = [{ category: 'AMA-1', amount: hours }];
		done.push({ ...course, completedOn, credits, accreditor, verifiedOn });
	};
	const year = Number(today.slice(0, 4));
	for (let back = 0; back <= YEARS; back += 1) {
		const from = addDays(today, -365 * (back + 1));
		for (const course of courses) {
			const isLeftOut = isIdle(index) ? random.next() < 0.7 : random.next() < 0.06;
			const day = addDays(from, 20 + Math.floor(random.next() * 320));
			if (!isLeftOut) add({ ...course, title: `${course.title} ${day.slice(0, 4)}` }, day);
		}
		if (section === 'breast')
			add({ ...breast, title: `${breast.title} ${from.slice(0, 4)}` }, addDays(from, 200));
		const questions = { title: `Online longitudinal assessment ${year - back}`, provider: 'ABR' };
		const on = back === 0 ? addDays(today, -9) : `${year - back}-12-15`;
		const isBehind = index % 11 === 5 && back === 1;
		done.push({
			...questions,
			completedOn: on,
			credits: [{ category: 'ola-question', amount: isBehind ? 38 : 52 }],
			verifiedOn: on
		});
	}
	if (index % 7 !== 6)
		done.push({
			title: 'Peer review of the group',
			provider: 'The group',
			completedOn: `${year - 1}-12-31`,
			credits: [{ category: 'project', amount: 1 }],
			verifiedOn: `${year - 1}-12-31`
		});
	return done;
}
