import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type Browser } from '@playwright/test';
import SqliteDatabase from 'better-sqlite3';
import pino from 'pino';
import { DAY_MS, HOUR_MS, startOfUtcDay, toUtcDay, toZonedDay } from '#lib/core/instant.ts';
import { hasPermission, type Role } from '#lib/core/permissions.ts';
import { getValue } from '#lib/core/result.ts';
import { exportReport } from '#lib/features/reports/export-commands.server.ts';
import { reportForms } from '#lib/core/reports/forms.ts';
import { exportPath } from '#lib/server/files/kept-exports.ts';
import { routeAccess } from '../access/routes.ts';
import { testPassword } from '../support/builders.ts';
import { crawl, takeImages } from '../support/crawl.ts';
import { makeLeakFinder } from '../support/leaks.ts';
import { appAt, emailOf, nameOf, prepareLoop, said, type LoopGroup } from '../support/loop-group.ts';
import {
	accountsOf,
	complainant,
	doorWords,
	everybody,
	idsIn,
	momentsOf,
	namesOf,
	ofDoors,
	ofReads,
	without
} from '../support/loop-secrets.ts';
import { readMail, startMailServer, type MailServer } from '../support/mail-server.ts';
import { makePlay, typedBy, type Play } from '../support/play-loop.ts';
import type { Answer } from '../support/recording-proxy.ts';
import { aText, type Secret } from '../support/secrets.ts';
import { markers } from '../support/study-files.ts';
import { closedTo, leaksOf, startWalk, type Walk } from '../support/walk.ts';
import { expect, signIn, startPortal, type Portal } from './portal.ts';

test.describe.configure({ mode: 'serial' });

const walkers = ['reviewer', 'member', 'reader', 'participant', 'coordinator'] as const;
type Walker = (typeof walkers)[number];
const roleOf: Readonly<Record<Walker, Role>> = {
	reviewer: 'reviewer',
	member: 'committee',
	reader: 'radiologist',
	participant: 'radiologist',
	coordinator: 'coordinator'
};

let folder: string;
let mail: MailServer;
let server: Awaited<ReturnType<typeof startPortal>>;
let portal: Portal;
let group: LoopGroup;
let play: Play;
let walks: Readonly<Record<Walker, Walk>>;
const seen = new Map<Walker, Set<string>>(walkers.map((key) => [key, new Set<string>()]));
const workLog: string[] = [];
/** How many answers the member had before an own vote. */
let beforeVote = 0;

async function walkAs(browser: Browser, key: Walker): Promise<Walk> {
	const walk = await startWalk(browser, portal.origin);
	await signIn(walk.page, portal, emailOf(key), testPassword);
	return walk;
}

/** Everybody, or those named, follow every link they have now. */
async function everybodyLooks(...keys: readonly Walker[]): Promise<void> {
	for (const key of keys.length > 0 ? keys : walkers) {
		await crawl(walks[key], seen.get(key) ?? new Set());
		if (key !== 'reviewer') continue;
		// The queue links to its first case alone.
		for (const { id } of await play.openAssignments(key)) {
			await walks[key].ask(`/reviews/${id}`, { headers: { accept: 'text/html' }, isFollowed: true });
			await walks[key].ask(`/reviews/${id}/__data.json`, { isFollowed: true });
		}
	}
}

const hasSeen = (key: Walker, start: string): number =>
	walks[key].answers.filter(({ path, status }) => path.startsWith(start) && status === 200).length;

/** What of the leaks is found in the answers: also the proof that what must be there would be found. */
const leaks = (answers: readonly Answer[], ...secrets: readonly Secret[]): string[] =>
	leaksOf(answers, makeLeakFinder(secrets));

test.beforeAll(async ({ browser }) => {
	folder = mkdtempSync(join(tmpdir(), 'overread-loop-'));
	mail = await startMailServer();
	const settings = { OVERREAD_LOG: 'debug', SMTP_URL: mail.url, MAIL_FROM: 'Peer review <qa@example.org>' };
	server = await startPortal(folder, settings);
	const log = pino({ level: 'debug', base: null }, { write: (line: string) => void workLog.push(line) });
	portal = { ...server.portal, app: { ...server.portal.app, log } };
	const begin = startOfUtcDay(Date.now()) - 8 * DAY_MS + 13 * HOUR_MS;
	group = await prepareLoop(appAt(portal.app, begin), join(folder, 'incoming'));
	rmSync(join(folder, 'incoming'), { recursive: true });
	play = makePlay(portal.app, group, begin);
	walks = {
		reviewer: await walkAs(browser, 'reviewer'),
		member: await walkAs(browser, 'member'),
		reader: await walkAs(browser, 'reader'),
		participant: await walkAs(browser, 'participant'),
		coordinator: await walkAs(browser, 'coordinator')
	};
});

test.afterAll(async () => {
	for (const walk of Object.values(walks)) await walk[Symbol.asyncDispose]();
	await mail[Symbol.asyncDispose]();
	// The last test breaks the database on purpose: the log says so.
	await server.stop().catch(() => undefined);
	rmSync(folder, { recursive: true, force: true });
});

test('a loop is played to its end while everybody follows every link', async () => {
	const { ct, doors } = group;
	const complaint = doors['complaint'] ?? '';
	await everybodyLooks();

	await play.readUpToReport('reviewer');
	await everybodyLooks('reviewer');
	for (const { id, caseId } of await play.openAssignments('reviewer')) {
		if (caseId !== ct.caseId) continue;
		expect(
			await takeImages(walks.reviewer, portal.app, { root: `/dicomweb/reviews/${id}`, scope: caseId })
		).toBe(8);
	}
	await play.submit('reviewer', '3b');
	await play.giveSecond();
	await play.readUpToReport('second');
	await play.submit('second', '2a');
	await play.work(HOUR_MS);
	await everybodyLooks();

	await play.vote('colleague', ct.caseId);
	await play.vote('colleague', complaint);
	await everybodyLooks('member', 'reader', 'reviewer');
	const committeeImages = { root: `/dicomweb/committee/${ct.caseId}`, scope: ct.caseId };
	expect(await takeImages(walks.member, portal.app, committeeImages)).toBe(8);
	beforeVote = walks.member.answers.length;
	await play.disagree(ct.caseId, 'score-1');
	await play.giveBack(complaint, 'score-1');
	await everybodyLooks('member', 'reviewer');
	await play.submit('reviewer', '2b', 0);
	for (const by of ['colleague', 'member'] as const) {
		await play.vote(by, complaint, { asked: 'score-2' });
		for (const [mode, caseId] of Object.entries(doors)) {
			if (mode !== 'complaint' && mode !== 'calibration') await play.vote(by, caseId);
		}
	}
	await play.correct();
	await play.work(HOUR_MS);
	await everybodyLooks();
	const feedbackImages = { root: `/dicomweb/feedback/${ct.caseId}`, scope: ct.caseId };
	expect(await takeImages(walks.reader, portal.app, feedbackImages)).toBe(8);

	await play.objectTo(ct.caseId);
	await play.work(DAY_MS);
	await everybodyLooks('member', 'reader');
	for (const by of ['member', 'colleague'] as const) await play.vote(by, ct.caseId, { asked: 'rebuttal-1' });
	await play.work(DAY_MS);
	await everybodyLooks('member', 'reader', 'reviewer');

	const shared = [await play.share('reader', ct.readId), await play.share('second', null)];
	const meeting = await play.meet(shared);
	await everybodyLooks();
	const learningImages = {
		root: `/dicomweb/learning/${shared[0]}`,
		scope: shared[0] ?? '',
		readId: ct.readId
	};
	expect(await takeImages(walks.participant, portal.app, learningImages)).toBe(4);
	for (const key of walkers)
		await walks[key].ask(`/learning/conferences/${meeting}/present`, { isFollowed: true });
	await play.endMeeting(meeting, shared);
	await play.work(DAY_MS);
	await play.work(DAY_MS);
	await everybodyLooks();

	// Everybody had what the loop has for them: the search below looks at it.
	expect(hasSeen('reviewer', '/reviews/')).toBeGreaterThan(20);
	expect(hasSeen('member', '/committee/')).toBeGreaterThan(12);
	expect(hasSeen('reader', '/feedback/')).toBeGreaterThan(10);
	for (const key of walkers) {
		expect(hasSeen(key, '/learning/conferences/'), key).toBeGreaterThan(2);
		expect(hasSeen(key, '/notices'), key).toBeGreaterThan(2);
		expect(walks[key].foreign).toEqual([]);
	}
});

/** Opens a page with ids of other things, and posts to its actions what no form would send. */
async function tryWrongly(walk: Walk, role: Role, route: string, ids: readonly string[]): Promise<void> {
	const { page, actions } = routeAccess[route] ?? {};
	const path = route.replace(/\/\([a-z]+\)/g, '').replace(/\[(kind|slug|year|format|like)\]/g, '1');
	// What would end the walk: the table of access has its own test.
	const open = Object.entries(actions ?? {}).filter(
		([name, guard]) => !name.startsWith('end') && guard !== 'public' && hasPermission([role], guard)
	);
	for (const id of path.includes('[') ? ids : ['']) {
		const here = path.replace(/\[[a-z]+\]/g, id);
		if (page && page !== 'public' && hasPermission([role], page)) {
			await walk.ask(here, { headers: { accept: 'text/html' } });
			await walk.ask(`${here}/__data.json`);
		}
		for (const [name] of open) {
			await walk.post(name === 'default' ? here : `${here}?/${name}`, { id: 'none', revision: 'x' });
		}
	}
}

test('pages that are closed, wrong or nowhere say nothing either', async () => {
	const { ct, actors } = group;
	const [other] = await portal.app.db.read.select().from(portal.app.db.read.tables.assignments);
	const ids = [ct.caseId, ct.readId, actors.reader.id, other?.id ?? ''];
	for (const key of walkers) {
		const walk = walks[key];
		const role = roleOf[key];
		for (const path of closedTo(role, ids)) {
			expect([403, 404], path).toContain((await walk.ask(path, { headers: { accept: 'text/html' } })).status);
			await walk.ask(path, { headers: { accept: 'application/json' } });
			await walk.ask(`${path}/__data.json`);
		}
		for (const route of Object.keys(routeAccess)) {
			if (route.startsWith('/(app)')) await tryWrongly(walk, role, route, ids);
		}
		const nowhere = [
			[`/nowhere/${ct.readId}`, 404],
			['/help/nothing', 404],
			['/dicomweb/nothing', hasPermission([role], 'image.read') ? 404 : 403]
		] as const;
		for (const [path, status] of nowhere) {
			expect((await walk.ask(path, { headers: { accept: 'text/html' } })).status, path).toBe(status);
		}
	}
});

/** What nobody may learn who is blind to who read what. */
const aboutReads = async (): Promise<Secret[]> => [
	...ofReads,
	...complainant,
	...(await idsIn(portal.app, 'reads', 'patients', 'studies', 'facilities'))
];

test('no byte that the reviewer gets tells of reader, patient, place, committee, colleague or door', async () => {
	const { answers } = walks.reviewer;
	const others = without('reviewer', 'participant');
	expect(
		leaks(
			answers,
			...namesOf(others),
			...(await accountsOf(portal.app, others)),
			...(await aboutReads()),
			...(await idsIn(portal.app, 'cases')),
			...ofDoors,
			...momentsOf(play.acts, ['second', 'member', 'colleague', 'chair', 'reader'])
		)
	).toEqual([]);
	const desk = answers.filter(({ path }) => path.startsWith('/reviews'));
	expect(leaks(desk, ...doorWords)).toEqual([]);
	// What must be there is found: the search reads these bytes.
	expect(leaks(answers, ...namesOf(['reviewer'])).length).toBeGreaterThan(0);
	expect(leaks(desk, aText('the request', 'ZZREQUESTZZ')).length).toBeGreaterThan(0);
});

test('no byte that the committee gets tells of reader, patient, place, reviewer or another vote', async () => {
	const { answers } = walks.member;
	const blind = ['reader', 'overReader', 'reviewer', 'second', 'coordinator', 'director'] as const;
	expect(
		leaks(
			answers,
			...namesOf(blind),
			...(await accountsOf(portal.app, [...blind, 'colleague', 'chair'])),
			...(await aboutReads()),
			aText('the known answer', said.calibration),
			...momentsOf(play.acts, ['reviewer', 'second', 'colleague', 'chair', 'reader'])
		)
	).toEqual([]);
	// The minutes name who was present, once votes were cast.
	const before = answers.slice(0, beforeVote);
	const cases = answers.filter(({ path }) => !path.startsWith('/committee/minutes'));
	expect(leaks(before, aText('the vote of another', 'ZZVOTE-COLLEAGUEZZ'))).toEqual([]);
	expect(leaks(cases, ...namesOf(['colleague', 'chair']))).toEqual([]);
	expect(leaks(before, aText('the review', 'ZZREVIEWZZ')).length).toBeGreaterThan(0);
	expect(leaks(before, aText('the complaint', said.complaint)).length).toBeGreaterThan(0);
});

test('no byte that the reader gets tells who reviewed, voted or complained, or when', async () => {
	const { answers } = walks.reader;
	const judges = ['reviewer', 'second', 'member', 'colleague', 'chair', 'coordinator', 'director'] as const;
	expect(
		leaks(
			answers,
			...namesOf([...judges, 'overReader']),
			...(await accountsOf(portal.app, [...judges, 'overReader'])),
			...(await idsIn(portal.app, 'reviews', 'assignments')),
			...complainant,
			...ofDoors,
			aText('a vote that lost', 'ZZDISSENTZZ'),
			aText('the request to the reviewer', 'ZZREQUESTZZ'),
			...momentsOf(play.acts, ['reviewer', 'second', 'member', 'colleague', 'chair'])
		)
	).toEqual([]);
	expect(leaks(answers, aText('the review', 'ZZREVIEWZZ')).length).toBeGreaterThan(0);
	expect(leaks(answers, aText('the words of the committee', 'ZZVOTE-')).length).toBeGreaterThan(0);
	expect(leaks(answers, aText('a mark of the committee', 'ZZRIMZZ')).length).toBeGreaterThan(0);
});

test('no byte that a participant in learning gets tells whose case it was', async () => {
	const { answers } = walks.participant;
	const others = without('participant');
	expect(
		leaks(
			answers,
			...namesOf(others),
			...(await accountsOf(portal.app, others)),
			...(await aboutReads()),
			...(await idsIn(portal.app, 'cases', 'reviews', 'assignments')),
			...ofDoors,
			aText('words of a review', 'ZZREVIEWZZ', 'ZZDISSENTZZ', 'ZZVOTE-', 'ZZARGUMENTZZ', 'ZZREQUESTZZ'),
			...momentsOf(play.acts, ['reviewer', 'second', 'member', 'colleague', 'chair', 'reader'])
		)
	).toEqual([]);
	expect(leaks(answers, aText('the point that was sent', 'ZZSENTZZ')).length).toBeGreaterThan(0);
});

test('corrections, notes to sites and notices never tell the coordinator who reviewed', async () => {
	const places = /^\/(corrections|site-notes|notices|referrals|pixels)/;
	const answers = walks.coordinator.answers.filter(({ path }) => places.test(path));
	const judges = ['reviewer', 'second', 'member', 'colleague', 'chair'] as const;
	expect(
		leaks(
			answers,
			...namesOf(judges),
			...(await accountsOf(portal.app, judges)),
			...(await idsIn(portal.app, 'reviews', 'assignments'))
		)
	).toEqual([]);
	expect(leaks(answers, aText('the place', markers.institution)).length).toBeGreaterThan(0);
});

test('no mail names anybody but whom it is for', async () => {
	const secrets = [
		...(await aboutReads()),
		...ofDoors,
		...(await idsIn(portal.app, 'cases', 'reviews', 'assignments')),
		aText(
			'words',
			'ZZREVIEWZZ',
			'ZZVOTE-',
			'ZZDISSENTZZ',
			'ZZREQUESTZZ',
			'ZZARGUMENTZZ',
			'ZZSENTZZ',
			'ZZLEARNEDZZ'
		)
	];
	const receivers = new Set(mail.received.flatMap(({ to }) => to));
	for (const key of ['reviewer', 'member', 'reader', 'coordinator', 'participant'] as const) {
		expect([...receivers]).toContain(emailOf(key));
	}
	for (const one of mail.received) {
		const owner = everybody.find((key) => one.to.includes(emailOf(key)));
		const others = everybody.filter((key) => key !== owner);
		const find = makeLeakFinder([...secrets, ...namesOf(others), ...(await accountsOf(portal.app, others))]);
		// As it was sent, with soft line breaks undone (RFC 2045 §6.7), and as it is read.
		for (const text of [one.raw, one.raw.replace(/=\r\n/g, ''), readMail(one).text]) {
			expect(find(Buffer.from(text))).toEqual([]);
		}
		if (owner) expect(makeLeakFinder(namesOf([owner]))(Buffer.from(one.raw)).length).toBeGreaterThan(0);
	}
});

test('no export names a reviewer, a patient or a reader', async () => {
	const then = appAt(portal.app, Date.now());
	const period = { from: toUtcDay(Date.now() - 20 * DAY_MS), through: toUtcDay(Date.now()) };
	const files: [string, Buffer][] = [];
	for (const format of reportForms) {
		const kind = 'peer-review-summary';
		const request = { ...period, kind, format, purpose: 'Survey', recipient: 'Surveyor' } as const;
		const { id } = getValue(await exportReport(then, group.actors.director, request));
		files.push([`summary.${format}`, readFileSync(exportPath(then, id))]);
	}
	const lastVote = play.acts.findLast(({ by }) => by === 'member')?.at ?? 0;
	const month = toZonedDay(lastVote, 'America/Chicago').slice(0, 7);
	const year = toUtcDay(Date.now()).slice(0, 4);
	for (const format of ['md', 'csv']) {
		const path = `/committee/minutes/file?month=${month}&format=${format}`;
		files.push([`minutes.${format}`, (await walks.member.ask(path)).body]);
	}
	for (const format of ['csv', 'json', 'pdf']) {
		files.push([`year.${format}`, (await walks.participant.ask(`/learning/year/${year}/${format}`)).body]);
	}
	const { draws } = portal.app.db.read.tables;
	const [draw] = await portal.app.db.read.select().from(draws);
	for (const name of ['certificate', 'frame']) {
		files.push([name, (await walks.coordinator.ask(`/sampling/${draw?.id}/${name}`)).body]);
	}
	const summary = await walks.coordinator.ask('/site-notes/summary');
	files.push(['site notes', summary.body]);
	for (const [name, bytes] of files) {
		expect(bytes.length, name).toBeGreaterThan(80);
		const present = name.startsWith('minutes') ? (['member', 'colleague', 'chair'] as const) : [];
		const place = name === 'site notes' ? ['the place'] : [];
		const secrets = [...namesOf(without(...present)), ...ofReads, ...complainant, ...ofDoors].filter(
			(secret) => !place.includes(secret.name)
		);
		expect(makeLeakFinder(secrets)(bytes), name).toEqual([]);
	}
	const minutes = files.find(([name]) => name === 'minutes.md')?.[1] ?? Buffer.alloc(0);
	expect(makeLeakFinder(namesOf(['member']))(minutes).length).toBeGreaterThan(0);
});

test('what breaks says nothing, and no line of the log names anybody', async () => {
	const { ct } = group;
	const broken = ['reports', 'notices', 'learning_cases', 'corrections', 'drafts'] as const;
	const file = new SqliteDatabase(join(folder, 'overread.sqlite'));
	file.pragma('legacy_alter_table = ON');
	const rename = (from: string, to: string) => file.exec(`ALTER TABLE ${from} RENAME TO ${to}`);
	const before = new Map(walkers.map((key) => [key, walks[key].answers.length]));
	for (const name of broken) rename(name, `${name}_away`);
	try {
		const { assignments } = portal.app.db.read.tables;
		const [own] = await portal.app.db.read.select().from(assignments);
		const asked: [Walker, string][] = [
			['reviewer', `/reviews/${own?.id}`],
			['member', `/committee/${ct.caseId}`],
			['reader', `/feedback/${ct.caseId}`],
			['participant', '/learning'],
			['coordinator', '/corrections'],
			...walkers.map((key): [Walker, string] => [key, '/notices'])
		];
		for (const [key, path] of asked) {
			for (const accept of ['text/html', 'application/json'])
				await walks[key].ask(path, { headers: { accept } });
			await walks[key].ask(`${path}/__data.json`);
		}
		await walks.participant.post('/learning/new', {
			...{ kind: 'great-catch', source: 'own', title: `ZZTYPEDZZ ${nameOf('participant')}` },
			...{ story: typedBy('reader'), learningPoints: 'ZZTYPEDZZ' }
		});
		await walks.reviewer.ask(`/reviews/${own?.id}/draft`, {
			method: 'PUT',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ revision: 1, impression: `ZZTYPEDZZ ${typedBy('reader')}` })
		});
	} finally {
		for (const name of broken) rename(`${name}_away`, name);
		file.close();
	}
	for (const key of walkers) {
		const wrong = walks[key].answers.slice(before.get(key)).filter(({ status }) => status >= 500);
		expect(wrong.length, key).toBeGreaterThan(0);
		const others = without(key, 'participant');
		expect(
			leaks(wrong, ...namesOf(others), ...(await aboutReads()), aText('what was typed', 'ZZTYPEDZZ'))
		).toEqual([]);
	}
	const log = Buffer.from([server.output(), ...workLog].join('\n'));
	expect(log.toString()).toContain('unexpected');
	const secrets = [
		...namesOf(everybody),
		...everybody.map((key) => aText(`the address of the ${key}`, emailOf(key)))
	];
	const typed = aText(
		'what was typed',
		'ZZTYPEDZZ',
		'ZZREVIEWZZ',
		'ZZVOTE-',
		'ZZARGUMENTZZ',
		'ZZREQUESTZZ',
		'ZZLEARNEDZZ'
	);
	const findLeaks = makeLeakFinder([...secrets, ...ofReads, ...complainant, ...ofDoors, typed]);
	expect(findLeaks(log)).toEqual([]);
	expect(makeLeakFinder([aText('a route', '/(app)/notices')])(log).length).toBeGreaterThan(0);
});
