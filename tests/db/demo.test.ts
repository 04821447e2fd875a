import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { and, count, eq, inArray, isNotNull, isNull, lt } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from '#lib/core/instant.ts';
import { verifyDraw } from '#lib/core/sampling/verify.ts';
import { makeDemoGroup } from '#lib/core/demo/group/group.ts';
import { planStudies } from '#lib/core/demo/studies/plan.ts';
import { verifyAuditChain } from '#lib/features/audit/verify.server.ts';
import { committeeQueue } from '#lib/features/committee/queries.server.ts';
import { findCorrectionView } from '#lib/features/corrections/correction-view.server.ts';
import {
	correctionMonths,
	endedCorrections,
	openCorrections
} from '#lib/features/corrections/queries.server.ts';
import { feedbackCase } from '#lib/features/feedback/outcome-queries.server.ts';
import { feedbackList } from '#lib/features/feedback/queries.server.ts';
import { studyAnnexes } from '#lib/features/imaging/annexes.server.ts';
import { blindedStudy } from '#lib/features/imaging/blinded-study.server.ts';
import { knownFactsOf } from '#lib/features/reads/known-facts.server.ts';
import { framePath } from '#lib/features/sampling/freeze-frame.server.ts';
import { demoEmail, loadDemoPassword } from '#lib/runtime/demo/accounts.ts';
import type { WriteStudies } from '#lib/runtime/demo/images.ts';
import { NotADemo, prepareDemo } from '#lib/runtime/demo/prepare-demo.ts';
import { seedDemo } from '#lib/runtime/demo/seed-demo.ts';
import { demoStateOf, markDemo } from '#lib/runtime/demo/state.ts';
import { buildApp } from '#lib/runtime/app.ts';
import type { Role } from '#lib/core/permissions.ts';
import type { App } from '#lib/server/app.ts';
import { verifyPassword } from '#lib/server/auth/passwords.ts';
import { aUser } from '../support/builders.ts';
import { smallDemo, writeFewStudies } from '../support/small-demo.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

const cutAt = Date.UTC(2026, 10, 16);
const password = 'five quiet lanterns';
const writeNone: WriteStudies = () => Promise.resolve([]);

async function seedSmall(app: TestApp, writeStudies: WriteStudies): Promise<void> {
	app.clock.set(cutAt);
	const scratchFolder = join(app.config.dataFolder, 'dicom');
	await seedDemo(app, { ...smallDemo, cutAt, password, scratchFolder, writeStudies });
}

async function userOf(app: App, role: Role) {
	const { users } = app.db.read.tables;
	const [user] = await app.db.read
		.select()
		.from(users)
		.where(eq(users.email, demoEmail(role)));
	if (!user) throw new Error(`no ${role}`);
	return user;
}

/** What a study's reader left beside its images is sealed with the report, and is afterwards without a name. */
async function expectAnnexes(app: App, studyKey: string): Promise<void> {
	const { reads, cases } = app.db.read.tables;
	const group = makeDemoGroup({ seed: smallDemo.seed, cutAt });
	const plan = planStudies(group).find(({ key }) => key === studyKey);
	const reader = group.readers.find(({ code }) => code === plan?.readerCode);
	const [found] = await app.db.read
		.select({ caseId: cases.id, readId: reads.id })
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(eq(reads.accession, plan?.accession ?? ''));
	const study = found && (await blindedStudy(app, found.caseId));
	if (!study || !reader) throw new Error(`no case of ${studyKey}`);
	const nothing = { keyObjects: [], presentations: [], reports: [], unseen: [], unread: 0 };
	expect(await studyAnnexes(app, study, null)).toEqual(nothing);
	const got = await studyAnnexes(app, study, await knownFactsOf(app.db.read, found.readId));
	expect(got).toMatchObject({ keyObjects: [{}], presentations: [{}], reports: [{}], unseen: [], unread: 0 });
	const told = JSON.stringify(got);
	expect(told).toContain('pneumothorax');
	for (const name of [reader.familyName, reader.givenName]) expect(told).not.toContain(name);
}

describe.each(engines)('the demo group on %s', (engine) => {
	it('is whole: people, reads, a chain that holds, draws that verify', async () => {
		await using app = await testApp({ engine });
		await seedSmall(app, writeNone);
		const { read } = app.db;
		const { radiologists, users, userRoles, facilities, reads, cases, reviews, draws } = read.tables;
		expect(await demoStateOf(read)).toBe('ready');
		const size = async (table: typeof reads | typeof facilities | typeof radiologists): Promise<number> =>
			(await read.select({ n: count() }).from(table))[0]?.n ?? 0;
		expect([await size(radiologists), await size(facilities)]).toEqual([30, 5]);
		expect((await read.select().from(users).where(isNotNull(users.reviewerCode))).length).toBe(24);
		expect(new Set((await read.select().from(userRoles)).map(({ role }) => role)).size).toBe(8);
		expect(Math.abs((await size(reads)) - 3218)).toBeLessThan(250);
		const [final] = await read
			.select({ n: count() })
			.from(cases)
			.where(and(eq(cases.detectionMode, 'random'), isNotNull(cases.finalScore)));
		expect(final?.n).toBeGreaterThan(500);
		expect((await read.select().from(reviews)).every(({ impressionLockedAt }) => impressionLockedAt)).toBe(
			true
		);

		expect(await verifyAuditChain(read)).toMatchObject({ firstBreak: null });
		const drawn = await read.select().from(draws).where(isNotNull(draws.certificate));
		expect(drawn.length).toBeGreaterThanOrEqual(12);
		for (const { id, certificate, revealedAt } of drawn) {
			const verdict = verifyDraw(certificate ?? '', await readFile(framePath(app, id), 'utf8'));
			expect(verdict, `draw ${id}`).toMatchObject({ ok: true, value: { ok: true } });
			expect(revealedAt).toBeLessThanOrEqual(cutAt);
		}
	});

	it('shows corrections of every standing, and notes to sites that wait and that are answered', async () => {
		await using app = await testApp({ engine });
		await seedSmall(app, writeNone);
		const coordinator = await getActor(app, (await userOf(app, 'coordinator')).id);
		const open = await openCorrections(app.db.read, coordinator, cutAt);
		expect(open.filter(({ isOverdue }) => isOverdue)).toHaveLength(1);
		expect(open.some(({ status, dueAt }) => status === 'open' && dueAt > cutAt)).toBe(true);
		expect(open.some(({ status }) => status === 'informed')).toBe(true);
		const { rows: ended } = await endedCorrections(app.db.read, {
			actor: coordinator,
			now: cutAt,
			after: null
		});
		const amended = ended.find(({ status, hasAddendum }) => status === 'closed' && hasAddendum);
		const view = (await findCorrectionView(app.db.read, coordinator, amended?.id ?? '', cutAt))?.view;
		expect(view).toMatchObject({ addendum: { version: 2 }, ended: { words: null } });
		expect(view?.history.map(({ type }) => type)).toEqual([
			'correction.opened',
			'correction.informed',
			'correction.received',
			'correction.addendum-linked',
			'correction.closed'
		]);
		const months = await correctionMonths(app.db.read, coordinator, cutAt);
		expect(months.length).toBeGreaterThan(6);
		const { siteNotes } = app.db.read.tables;
		const notes = await app.db.read
			.select({ status: siteNotes.status, issues: siteNotes.issues })
			.from(siteNotes);
		expect(new Set(notes.map(({ status }) => status)).size).toBe(3);
		expect(notes.every(({ issues }) => issues.length === 1)).toBe(true);
	});

	it('gives each role its work: open cases with images, questions, released outcomes with a mark', async () => {
		await using app = await testApp({ engine });
		await seedSmall(app, writeFewStudies);
		const { read } = app.db;
		const { assignments, cases, reads, studies, users, auditorScopes } = read.tables;
		const open = await read
			.select({ reviewerId: assignments.reviewerId })
			.from(assignments)
			.innerJoin(cases, eq(cases.id, assignments.caseId))
			.innerJoin(reads, eq(reads.id, cases.readId))
			.innerJoin(studies, eq(studies.studyUid, reads.studyUid))
			.where(eq(assignments.status, 'open'));
		const committee = await getActor(app, (await userOf(app, 'committee')).id);
		const questions = await committeeQueue(read, committee);
		const radiologist = await getActor(app, (await userOf(app, 'radiologist')).id);
		const [newest] = (await feedbackList(read, radiologist, app.clock.now())).items;
		// The four cases with images: released to the demo radiologist, others open or before the committee.
		expect(newest?.status).toBe('new');
		// What was released in the weeks before has its notice of that week: none is left to be counted today.
		const held = await read
			.select({ id: cases.id })
			.from(cases)
			.where(and(eq(cases.state, 'final'), lt(cases.releasedAt, cutAt - DAY_MS)));
		expect(held).toEqual([]);
		const outcome = await feedbackCase({ app, actor: radiologist }, newest?.caseId ?? '');
		expect(outcome).toMatchObject({ ok: true, value: { score: '2b', images: expect.any(Object) } });
		expect(outcome.ok && outcome.value.findings.length).toBe(1);
		expect(open.length + questions.length).toBeGreaterThanOrEqual(2);

		const ownReads = await read
			.select({ id: assignments.id })
			.from(assignments)
			.innerJoin(cases, eq(cases.id, assignments.caseId))
			.innerJoin(reads, eq(reads.id, cases.readId))
			.innerJoin(users, and(eq(users.id, assignments.reviewerId), eq(users.radiologistId, reads.readerId)));
		expect(ownReads).toEqual([]);
		const auditor = await userOf(app, 'auditor');
		expect(auditor.expiresAt).toBe(cutAt + 30 * DAY_MS);
		const scopes = await read.select().from(auditorScopes).where(eq(auditorScopes.userId, auditor.id));
		expect(scopes.length).toBe(2);
		expect(await verifyPassword(auditor.passwordHash, password)).toBe(true);
		const overdue = await read
			.select({ id: cases.id })
			.from(cases)
			.where(and(inArray(cases.state, ['assigned']), isNull(cases.finalScore), lt(cases.dueAt, cutAt)));
		expect(overdue.length).toBeGreaterThan(0);
		await expectAnnexes(app, 'cr-chest-2');
	}, 120_000);

	it('is made anew where it was broken off, and kept where it is whole', async () => {
		await using app = await testApp({ engine });
		const options = { thinning: 100, writeStudies: writeNone, now: cutAt + 5 * 3_600_000 };
		await app.db.transaction((write) =>
			markDemo(write, { state: 'seeding', seed: 1, cutOn: '2026-11-16' }, cutAt)
		);
		const first = await prepareDemo(app.config, options);
		expect(first.isNew).toBe(true);
		const again = await prepareDemo(app.config, options);
		expect(again).toEqual({ password: first.password, isNew: false });
		const accounts = join(app.config.dataFolder, 'demo-accounts.txt');
		expect((await stat(accounts)).mode & 0o777).toBe(0o600);
		expect(loadDemoPassword(app.config.dataFolder)).toBe(first.password);
		const reopened = await buildApp(app.config);
		try {
			expect(await demoStateOf(reopened.db.read)).toBe('ready');
			expect((await verifyAuditChain(reopened.db.read)).firstBreak).toBeNull();
		} finally {
			await reopened.db.close();
		}
	});

	it('leaves the database of another group alone', async () => {
		await using app = await testApp({ engine });
		await aUser(app, 'administrator');
		await expect(prepareDemo(app.config, { writeStudies: writeNone })).rejects.toThrow(NotADemo);
		expect(await demoStateOf(app.db.read)).toBe('other');
	});
});

describe('the demo group', () => {
	it('is the same for the same seed and day, but for secrets', async () => {
		await using one = await testApp();
		await using other = await testApp();
		await seedSmall(one, writeNone);
		await seedSmall(other, writeNone);
		const dump = async ({ db }: App) => {
			const tables: Record<string, unknown> = {};
			for (const [name, table] of Object.entries(db.read.tables)) {
				const rows = await db.read.select().from(table);
				tables[name] = rows.map((row) => ({
					...row,
					passwordHash: null,
					sealedSeed: null,
					sealedName: null,
					// A salt is drawn anew, and what follows from it is another hash.
					...('salt' in row ? { salt: null, prevHash: null, hash: null } : {})
				}));
			}
			return tables;
		};
		expect(await dump(one)).toEqual(await dump(other));
	});

	it('leaves nothing where it is broken off before its end, and begins again', async () => {
		await using app = await testApp();
		const dataFolder = join(app.config.dataFolder, 'fresh');
		const config = { ...app.config, dataFolder, databaseUrl: `file:${join(dataFolder, 'overread.sqlite')}` };
		await mkdir(join(dataFolder, 'seeding-99999999'), { recursive: true });
		await writeFile(join(dataFolder, 'seeding-99999999', 'overread.sqlite'), 'half of it');
		const broken: WriteStudies = () => Promise.reject(new Error('power cut'));
		await expect(prepareDemo(config, { thinning: 100, writeStudies: broken })).rejects.toThrow('power cut');
		expect(existsSync(join(dataFolder, 'overread.sqlite'))).toBe(false);
		await prepareDemo(config, { thinning: 100, writeStudies: writeNone });
		const left = await readdir(dataFolder);
		expect(left.filter((name) => name.startsWith('seeding-'))).toEqual([]);
		expect(left).toContain('overread.sqlite');
	});
});
