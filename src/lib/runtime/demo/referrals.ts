import { and, asc, desc, eq, gte, isNull, ne } from 'drizzle-orm';
import { hashText, makeRandom } from '#lib/core/demo/random.ts';
import { DAY_MS } from '#lib/core/instant.ts';
import { getValue } from '#lib/core/result.ts';
import { compareResult } from '#lib/features/referrals/ai-commands.server.ts';
import { findPairs } from '#lib/features/referrals/find-pairs.server.ts';
import { gradePair } from '#lib/features/referrals/pair-commands.server.ts';
import { requestReview, submitReferral } from '#lib/features/referrals/referral-commands.server.ts';
import { demoPeople } from './accounts.ts';
import type { People } from './people.ts';
import { actorOf } from './present-acts.ts';
import type { Seeding } from './seeding.ts';

const RECENT_DAYS = 12;
const PAIRS = 24;
const GRADED = 18;
const RESULTS = 14;
const COMPARED = 6;

type Recent = Awaited<ReturnType<typeof recentReads>>[number];

/**
 * What waits at other doors at the data cut, by the product's own commands: referrals to decide, preliminary reports beside final
 * ones, results of algorithms beside reports. None of it makes a case: reviewers hold cases with images.
 */
export async function writeDemoReferrals(seeding: Seeding, people: People): Promise<void> {
	const recent = await recentReads(seeding);
	const own = people.radiologistIds.get(demoPeople.radiologist);
	const others = recent.filter(({ readerId }) => readerId !== own);
	await ask(seeding, people, {
		own: recent.find(({ readerId }) => readerId === own),
		others: others.slice(0, 2)
	});
	await pairUp(seeding, people, others.slice(2, 2 + PAIRS));
	await bringResults(seeding, people, others.filter(({ modality }) => modality === 'CT').slice(0, RESULTS));
}

/** Recent final reads with a text and without images, the latest first. */
async function recentReads({ app, cutAt }: Seeding) {
	const { reads, reports } = app.db.read.tables;
	return app.db.read
		.select({ row: reads, text: reports.text, reports })
		.from(reads)
		.innerJoin(reports, and(eq(reports.readId, reads.id), ne(reports.text, '')))
		.where(
			and(eq(reads.kind, 'final'), isNull(reads.studyUid), gte(reads.finalAt, cutAt - RECENT_DAYS * DAY_MS))
		)
		.orderBy(desc(reads.finalAt), asc(reads.id))
		.limit(400)
		.then((rows) => rows.map(({ row, text, reports: report }) => ({ ...row, text, report })));
}

async function ask(
	seeding: Seeding,
	people: People,
	{ own, others }: { own: Recent | undefined; others: readonly Recent[] }
): Promise<void> {
	const { app } = seeding;
	const coordinator = await actorOf(seeding, people.coordinatorId);
	const [complained, asked] = others;
	if (complained) {
		getValue(
			await submitReferral(
				{ app, actor: coordinator },
				{
					readId: complained.id,
					mode: 'complaint',
					source: 'clinician',
					grade: null,
					words:
						'The emergency physician called at 07:40: the follow-up shows a finding that the report does not mention.'
				}
			)
		);
	}
	if (asked) {
		getValue(
			await submitReferral(
				{ app, actor: coordinator },
				{
					readId: asked.id,
					mode: 'second-opinion',
					source: 'client',
					grade: null,
					words: 'The client asks for a second look before treatment: is the abnormality new?'
				}
			)
		);
	}
	if (own) {
		const reader = await actorOf(seeding, people.userIds.get(demoPeople.radiologist) ?? '');
		getValue(
			await requestReview(
				{ app, actor: reader },
				{
					id: own.id,
					mode: 'second-opinion',
					words: 'I was not sure of the margin. Would you have called it?'
				}
			)
		);
	}
}

/** Preliminary reports by somebody else of the group; most say the same in other words. */
async function pairUp(seeding: Seeding, people: People, finals: readonly Recent[]): Promise<void> {
	const { app, group, idAt, hex } = seeding;
	const readers = [...people.radiologistIds.values()];
	await app.db.transaction(async (write) => {
		const { reads, reports } = write.tables;
		for (const [at, final] of finals.entries()) {
			const random = makeRandom(group.seed, hashText('pair'), at);
			const finalAt = final.finalAt ?? seeding.cutAt;
			const readableAt = final.imagesReceivedAt ?? final.examCompletedAt ?? finalAt;
			const preliminaryAt = Math.round(readableAt + (finalAt - readableAt) * 0.4);
			const id = idAt(preliminaryAt);
			const { text, report, ...row } = final;
			const others = readers.filter((readerId) => readerId !== final.readerId);
			await write.insert(reads).values({
				...row,
				id,
				naturalKey: `${row.facilityId}|${row.accession}|preliminary|demo`,
				samplingId: hex(16),
				readerId: random.pick(others),
				kind: 'preliminary',
				finalAt: null,
				preliminaryAt,
				reportedAt: preliminaryAt,
				receivedAt: preliminaryAt
			});
			await write.insert(reports).values({ ...report, readId: id, text: preliminaryText(text, at) });
		}
	});
	await findPairs(app);
	const coordinator = await actorOf(seeding, people.coordinatorId);
	const { readPairs } = app.db.read.tables;
	const pairs = await app.db.read.select({ id: readPairs.id }).from(readPairs).orderBy(asc(readPairs.id));
	for (const [at, { id }] of pairs.slice(0, GRADED).entries()) {
		const isMinor = at % 6 === 5;
		getValue(
			await gradePair(
				{ app, actor: coordinator },
				{
					pairId: id,
					grade: isMinor ? 'minor' : 'concur',
					gradedFor: 'client',
					words: isMinor ? 'Wording of the impression.' : '',
					refer: false
				}
			)
		);
	}
}

/** A report as it might have read hours earlier: shorter, and every third without its first finding in the impression. */
function preliminaryText(final: string, at: number): string {
	const [body = final] = final.split(/\n\n(?=[^\n]*(?:signed|Dictated|DICTATED))/i);
	const shorter = body.replace(
		/COMPARISON:\n[^\n]+/,
		'COMPARISON:\nNot available at the time of this report.'
	);
	return at % 3 === 0
		? shorter.replace(/IMPRESSION:\n[^\n]+/, 'IMPRESSION:\n1. No acute abnormality.')
		: `${shorter}\n\nPreliminary report. Final report to follow.`;
}

const findings: Readonly<Record<string, readonly [string, string, string]>> = {
	head: ['Haemorrhage triage', '3.2', 'intracranial-haemorrhage'],
	chest: ['PE triage', '2.0', 'pulmonary-embolism'],
	spine: ['Fracture assistant', '1.4', 'cervical-fracture']
};

/** Results of algorithms beside recent reports: some compared, most waiting. */
async function bringResults(seeding: Seeding, people: People, reads: readonly Recent[]): Promise<void> {
	const { app, group, idAt, cutAt } = seeding;
	const rows = reads.map(({ id, facilityId, accession, bodyRegion, finalAt }, at) => {
		const random = makeRandom(group.seed, hashText('ai-result'), at);
		const [algorithm, algorithmVersion, finding] = findings[bodyRegion ?? ''] ?? [
			'Abdomen assistant',
			'0.9',
			'free-air'
		];
		const isPositive = random.next() < 0.35;
		const receivedAt = finalAt ?? cutAt;
		return {
			id: idAt(receivedAt),
			naturalKey: JSON.stringify([facilityId, accession, algorithm, algorithmVersion, finding]),
			readId: id,
			facilityId,
			accession,
			algorithm,
			algorithmVersion,
			finding,
			result: isPositive ? 'positive' : 'negative',
			confidence: Math.round((0.55 + 0.44 * random.next()) * 100) / 100,
			agreement: 'unknown',
			receivedAt
		};
	});
	await app.db.transaction((write) => write.insertRows(write.tables.aiResults, rows));
	const coordinator = await actorOf(seeding, people.coordinatorId);
	for (const { id } of rows.filter(({ result }) => result === 'negative').slice(0, COMPARED)) {
		getValue(await compareResult({ app, actor: coordinator }, { resultId: id, agreement: 'agrees' }));
	}
}
