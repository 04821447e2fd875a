import type { DemoRead } from '#lib/core/demo/group/types.ts';
import { hashText, makeRandom, type Random } from '#lib/core/demo/random.ts';
import { DAY_MS, MINUTE_MS, toIso, type Instant } from '#lib/core/instant.ts';
import { criticalDueAt, type CriticalCategory } from '#lib/core/turnaround/critical.ts';
import { holdReasons } from '#lib/core/turnaround/events.ts';
import { defaultTurnaroundPolicy, targetOf, type TurnaroundPolicy } from '#lib/core/turnaround/policy.ts';
import { makeClassifier } from '#lib/core/turnaround/service-class.ts';
import { turnaroundByClass } from '#lib/core/demo/group/turnaround.ts';
import type { Tables } from '#lib/server/db/schema/tables.ts';
import type { PastAudit } from './audit-log.ts';
import type { People } from './people.ts';
import type { SeededRead } from './reads.ts';
import type { ReportTexts } from './reports.ts';
import type { Seeding } from './seeding.ts';

/** The worklist has sent its events for so many days. */
const EVENT_DAYS = 60;
const HELD_SHARE = 0.012;
/** The coordinator has looked into the late reads of so many days, but not into all of them. */
const CAUSE_DAYS = 10;
const EXPLAINED_SHARE = 0.6;
const CRITICAL_DAYS = 30;
/** Of the findings that were telephoned, so many went through the desk that records them. */
const DESK_SHARE = 0.35;

const { emergency, inpatient, outpatient } = turnaroundByClass;

/** The contracts of the demo group: those that the year's turnaround was simulated against, measured as hospitals see it. */
export const demoTurnaroundPolicy: TurnaroundPolicy = {
	...defaultTurnaroundPolicy,
	clock: 'hospital',
	targetMinutes: {
		stroke: 30,
		trauma: 30,
		emergency: emergency.targetMinutes,
		urgent: inpatient.targetMinutes,
		inpatient: inpatient.targetMinutes,
		outpatient: outpatient.targetMinutes
	}
};

type Work = {
	readonly seeding: Seeding;
	readonly people: People;
	readonly audit: PastAudit;
};

/** What happened to the demo group's examinations on their way, why some were late, and who was told of what could not wait. */
export async function writeDemoTurnaround(
	seeding: Seeding,
	{
		people,
		audit,
		reads,
		texts
	}: {
		people: People;
		audit: PastAudit;
		reads: readonly SeededRead[];
		texts: ReportTexts;
	}
): Promise<void> {
	const work: Work = { seeding, people, audit };
	const since = seeding.cutAt - EVENT_DAYS * DAY_MS;
	const recent = reads.filter(({ demo }) => demo.examCompletedAt >= since);
	const events = recent.flatMap(({ demo }) => eventsOf(work, demo));
	const causes = recent.flatMap(({ id, demo }) => causeOf(work, id, demo));
	const criticals = criticalsOf(work, recent, texts);
	await seeding.app.db.transaction(async (write) => {
		await write.insertRows(write.tables.readEvents, events);
		await write.insertRows(write.tables.breachCauses, causes);
		await write.insertRows(write.tables.criticalResults, criticals);
	});
}

const streamOf = ({ group }: Seeding, name: string, { index }: DemoRead): Random =>
	makeRandom(group.seed, hashText(name), index);

const facilityOf = ({ people }: Work, demo: DemoRead): string =>
	people.facilityIds.get(demo.facilityCode) ?? '';

function eventsOf(work: Work, demo: DemoRead): Tables['readEvents']['$inferInsert'][] {
	const { seeding } = work;
	const random = streamOf(seeding, 'events', demo);
	const facilityId = facilityOf(work, demo);
	const row = (name: string, at: Instant, reason: string | null = null) => ({
		id: seeding.idAt(at),
		facilityId,
		accession: demo.accession,
		name,
		at,
		source: 'demo',
		quality: 'stated',
		reason,
		recordedAt: at
	});
	const rows = [];
	if (demo.patientClass === 'emergency') {
		rows.push(row('arrived', Math.round(demo.examCompletedAt - (20 + 60 * random.next()) * MINUTE_MS)));
	}
	if (demo.openedAt !== null) rows.push(row('opened', demo.openedAt));
	const until = demo.openedAt ?? seeding.cutAt;
	const isLong = until - demo.imagesReceivedAt > 10 * MINUTE_MS;
	if (isLong && random.next() < HELD_SHARE) {
		const from = demo.imagesReceivedAt + MINUTE_MS;
		const length = (until - from) * (0.2 + 0.6 * random.next());
		rows.push(row('hold_start', from, random.pick(holdReasons)));
		// One that waits still waits.
		if (demo.openedAt !== null) rows.push(row('hold_end', Math.round(from + length)));
	}
	return rows;
}

const classOf = makeClassifier(demoTurnaroundPolicy.words);

function causeOf(work: Work, readId: string, demo: DemoRead): Tables['breachCauses']['$inferInsert'][] {
	const { seeding, people, audit } = work;
	const { cutAt } = seeding;
	if (demo.examCompletedAt < cutAt - CAUSE_DAYS * DAY_MS || demo.finalAt === null) return [];
	const facilityId = facilityOf(work, demo);
	const target = targetOf(demoTurnaroundPolicy, facilityId, classOf(demo));
	if (demo.finalAt - demo.examCompletedAt <= target * MINUTE_MS) return [];
	const random = streamOf(seeding, 'causes', demo);
	if (random.next() >= EXPLAINED_SHARE) return [];
	const weekend = [0, 6].includes(new Date(demo.examCompletedAt).getUTCDay());
	const likely =
		demo.shift !== 'day' || weekend ? ['staffing', 'volume-surge'] : ['volume-surge', 'priors-missing'];
	const cause =
		random.next() < 0.55
			? random.pick(likely)
			: random.pick([
					'late-images',
					'order-unclear',
					'subspecialty',
					'complex',
					'critical-call',
					'system-down'
				]);
	const at = Math.min(cutAt, Math.round(demo.finalAt + (2 + 20 * random.next()) * 60 * MINUTE_MS));
	audit.add({
		type: 'breach.explained',
		subjectId: readId,
		facts: { cause },
		at,
		actorId: people.coordinatorId
	});
	const { accession } = demo;
	return [{ facilityId, accession, cause, note: '', decidedAt: at, decidedBy: people.coordinatorId }];
}

type Critical = Tables['criticalResults']['$inferInsert'];

/** Findings that were telephoned and could have waited: the desk does not record them. */
const calm = /degenerat|mild|minimal|small|chronic|stable|benign|simple|incidental|osteoarthr|cyst/i;
/** Findings that cannot wait. */
const grave =
	/h(a|e)morrhage|hematoma|pneumothorax|embol|dissection|free air|occlu|infarct|torsion|perforat|herniat/i;

/** Findings that the reports say were telephoned, as the desk wrote them down: the last two still wait for their receipt. */
function criticalsOf(work: Work, recent: readonly SeededRead[], texts: ReportTexts): Critical[] {
	const { seeding } = work;
	const since = seeding.cutAt - CRITICAL_DAYS * DAY_MS;
	const told = recent.flatMap((read) => {
		const { demo } = read;
		if (demo.patientClass !== 'emergency' || demo.finalAt === null || demo.examCompletedAt < since) return [];
		if (streamOf(seeding, 'critical', demo).next() >= DESK_SHARE) return [];
		const text = texts.of(read);
		const to = /Findings were discussed with (.+) by telephone/.exec(text)?.[1];
		const finding = /IMPRESSION:\n([\s\S]*?)\n\n/.exec(text)?.[1]?.trim();
		return to && finding && !calm.test(finding) ? [{ read, to, finding, finalAt: demo.finalAt }] : [];
	});
	return told.map((one, at) => criticalOf(work, one, told.length - 1 - at));
}

function criticalOf(
	{ seeding, people, audit }: Work,
	{ read, to, finding, finalAt }: { read: SeededRead; to: string; finding: string; finalAt: Instant },
	/** 0 is the last one. */
	fromEnd: number
): Critical {
	const random = streamOf(seeding, 'critical times', read.demo);
	const category: CriticalCategory = grave.test(finding) ? 1 : 2;
	const identifiedAt = Math.max(
		read.demo.openedAt ?? 0,
		Math.round(finalAt - (2 + 14 * random.next()) * MINUTE_MS)
	);
	const dueAt = criticalDueAt(category, identifiedAt, demoTurnaroundPolicy);
	const waited = random.next() < 0.07 ? 25 + 400 * random.next() : 1 + 8 * random.next();
	const receivedAt = fromEnd < 2 ? null : Math.min(Math.round(finalAt + waited * MINUTE_MS), seeding.cutAt);
	const id = seeding.idAt(identifiedAt);
	const about = { subjectId: id, actorId: people.coordinatorId };
	audit.add(
		{ type: 'critical.recorded', ...about, at: identifiedAt, facts: { category, dueAt: toIso(dueAt) } },
		{ type: 'critical.communicated', ...about, at: finalAt, facts: { how: 'telephone' } }
	);
	if (receivedAt !== null) {
		const facts = { isLate: receivedAt > dueAt };
		audit.add({ type: 'critical.received', ...about, at: receivedAt, facts });
	}
	return {
		id,
		readId: read.id,
		category,
		finding,
		identifiedAt,
		dueAt,
		communicatedBy: 'Reading room desk',
		communicatedTo: to,
		method: 'telephone',
		communicatedAt: finalAt,
		receivedBy: receivedAt === null ? null : to,
		receivedAt,
		status: receivedAt === null ? 'communicated' : 'received',
		recordedAt: identifiedAt,
		recordedBy: people.coordinatorId
	};
}
