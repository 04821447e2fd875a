import { sql } from 'drizzle-orm';
import { loadavg } from 'node:os';
import { addDays } from '#lib/core/credentials/calendar-day.ts';
import type { CmeRecord } from '#lib/core/credentials/cme/record.ts';
import { naturalKeyOf } from '#lib/core/credentials/cme/record.ts';
import { DAY_MS, toUtcDay } from '#lib/core/instant.ts';
import { cmeMatrix } from '#lib/features/credentials/cme/matrix.server.ts';
import { refreshCme } from '#lib/features/credentials/cme/results.server.ts';
import { credentialMatrix } from '#lib/features/credentials/records/matrix.server.ts';
import { aUser } from '../support/builders.ts';
import startPostgres from '../support/engines.ts';
import { recordLicence } from '../support/gate.ts';
import { aSetUpGroup } from '../support/many-reviews.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { signIn } from '../support/sign-in.ts';
import { engines, testApp, testStart, type Engine, type TestApp } from '../support/test-app.ts';

const PEOPLE = Number(process.env.OVERREAD_BENCH_PEOPLE ?? 500);
const ROUNDS = Number(process.env.OVERREAD_BENCH_ROUNDS ?? 9);
const ENGINES = process.env.OVERREAD_BENCH_ENGINES?.split(',') ?? [...engines];
const LICENCES = 16;
const FACILITIES = 40;
const ACTIVITIES = 20;

const states =
	'AL AK AZ AR CA CO CT DE DC FL GA GU HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND MP OH OK OR PA PR RI SC SD TN TX UT VT VA VI WA WV WI WY AS'.split(
		' '
	);
const numbers = (count: number): number[] => Array.from({ length: count }, (_, at) => at);
const stateAt = (at: number): string => states[at % states.length] ?? '';

/** The tables of licences and of education with 500 people, 56 jurisdictions and 8,000 licences with their checks: cold, again, and after one more row. */
export async function benchMatrix(): Promise<string[]> {
	const stopPostgres = ENGINES.includes('postgres') ? await startPostgres() : null;
	try {
		for (const engine of engines.filter((each) => ENGINES.includes(each))) {
			const isFirst = engine === engines.find((each) => ENGINES.includes(each));
			await using server = isFirst ? await startTestServer({ engine }) : null;
			await using own = server ? null : await testApp({ engine });
			const app = server?.app ?? own;
			if (!app) throw new Error('there is no app');
			await fill(app);
			if (server) await measurePages(server, engine);
			const licences = () => credentialMatrix(app, { section: '', facility: '', only: '' });
			const education = () => cmeMatrix(app, { section: '', rule: '', result: '' });
			const { lines, jurisdictions } = await licences();
			say(`${engine}: ${lines.length} people, ${jurisdictions.length} jurisdictions`);
			say(`${engine}, licences, again: ${await timesOf(licences)}`);
			const changed = await timesOf(licences, async (round) => {
				app.clock.advance(1000);
				await recordLicence(app, `p${round}`, { jurisdiction: 'TX', expiresOn: '2029-12-31' });
			});
			say(`${engine}, licences, after one more row: ${changed}`);
			say(`${engine}, education, again: ${await timesOf(education)}`);
			const newResults = await timesOf(education, async () => {
				app.clock.advance(DAY_MS);
			});
			say(`${engine}, education, on another day: ${newResults}`);
		}
	} finally {
		await stopPostgres?.();
	}
	return [];
}

/** The pages whole, as a browser is sent them, and their data alone. */
async function measurePages({ app, origin }: TestServer, engine: Engine): Promise<void> {
	const headers = { cookie: await signIn(app, (await aUser(app, 'coordinator')).id) };
	const page = async (path: string): Promise<number> => {
		const answer = await fetch(origin + path, { headers });
		if (!answer.ok) throw new Error(`${path} answers ${answer.status}`);
		return (await answer.arrayBuffer()).byteLength;
	};
	for (const path of [
		'/credentials',
		'/credentials/__data.json',
		'/credentials/cme',
		'/credentials/cme/__data.json'
	]) {
		const megabytes = (await page(path)) / 2 ** 20;
		say(`${engine}, ${path}, ${megabytes.toFixed(1)} MB: ${await timesOf(() => page(path))}`);
	}
}

async function timesOf(
	work: () => Promise<unknown>,
	before?: (round: number) => Promise<void>
): Promise<string> {
	const times: number[] = [];
	for (let round = 0; round < ROUNDS; round += 1) {
		await before?.(round);
		const startedAt = performance.now();
		await work();
		times.push(performance.now() - startedAt);
	}
	const [least = 0, middle = 0, most = 0] = [0, Math.floor(ROUNDS / 2), ROUNDS - 1].map(
		(at) => times.toSorted((a, b) => a - b)[at]
	);
	return `${middle.toFixed(0)} ms (${least.toFixed(0)} to ${most.toFixed(0)}, the first ${(times[0] ?? 0).toFixed(0)})`;
}

async function fill(app: TestApp): Promise<void> {
	const startedAt = performance.now();
	await aSetUpGroup(app);
	const createdAt = testStart - 400 * DAY_MS;
	const today = toUtcDay(testStart);
	await app.db.transaction(async (write) => {
		const { facilities, radiologists, credentialRows, cmeActivities } = write.tables;
		await write.insertRows(
			facilities,
			numbers(FACILITIES).map((at) => ({
				...{ id: `f${at}`, code: `F${at}`, name: `Hospital ${at}`, jurisdiction: stateAt(at) },
				...{ timeZone: 'America/New_York', active: true, createdAt }
			}))
		);
		await write.insertRows(
			radiologists,
			numbers(PEOPLE).map((at) => ({
				...{ id: `p${at}`, code: `R${at}`, familyName: `Family ${at}`, givenName: 'Given', degree: 'MD' },
				...{ section: 'body', createdAt }
			}))
		);
		const common = { source: 'csv', recordedAt: createdAt };
		const held = numbers(PEOPLE * LICENCES).map((at) => {
			const person = Math.floor(at / LICENCES);
			const jurisdiction = stateAt(person * 7 + (at % LICENCES) * 3);
			const [issuedOn, expiresOn] = [addDays(today, -500 - (at % 90)), addDays(today, (at % 700) - 30)];
			const body = { jurisdiction, pathway: 'full', status: 'active', number: `N${at}`, issuedOn, expiresOn };
			const span = { place: jurisdiction, fromOn: issuedOn, toOn: expiresOn };
			return { id: `l${at}`, radiologistId: `p${person}`, kind: 'licence', body, ...span, ...common };
		});
		await write.insertRows(credentialRows, held);
		await write.insertRows(
			credentialRows,
			held.map(({ id, radiologistId }) => {
				const verifiedOn = addDays(today, -100);
				const source = { sourceName: 'Board', sourceType: 'primary', method: 'web' };
				const body = { of: id, verifiedOn, result: 'confirmed', ...source };
				const span = { place: '', fromOn: verifiedOn, toOn: null };
				return { id: `v${id}`, radiologistId, kind: 'verification', body, ...span, ...common };
			})
		);
		await write.insertRows(
			credentialRows,
			numbers(PEOPLE * 4).map((at) => {
				const facility = `f${(at * 3) % FACILITIES}`;
				const body = {
					facility,
					from: addDays(today, -300),
					to: addDays(today, 300),
					modalities: ['CT', 'MR']
				};
				const span = { place: facility, fromOn: body.from, toOn: body.to };
				return {
					id: `h${at}`,
					radiologistId: `p${Math.floor(at / 4)}`,
					kind: 'privilege',
					body,
					...span,
					...common
				};
			})
		);
		await write.insertRows(
			cmeActivities,
			numbers(PEOPLE * ACTIVITIES).map((at) => {
				const completedOn = addDays(today, -((at * 37) % 900));
				const body: CmeRecord = {
					...{
						title: `Course ${at}`,
						provider: 'Society',
						completedOn,
						credits: [{ category: 'AMA-1', amount: 5 }]
					},
					...{ topics: [], modalities: ['CT'], saCme: false, mocBoards: [], attested: false }
				};
				const who = `p${Math.floor(at / ACTIVITIES)}`;
				return {
					id: `a${at}`,
					radiologistId: who,
					naturalKey: naturalKeyOf(body),
					body,
					completedOn,
					...common
				};
			})
		);
	});
	const results = await refreshCme(app);
	await app.db.transaction((write) => write.run(sql.raw('analyze')));
	say(`filled in ${((performance.now() - startedAt) / 1000).toFixed(0)} s, ${results} results of education`);
}

/** Lines come as they are known, with the load of the machine. */
function say(line: string): void {
	console.log(`matrix: ${line} [load ${(loadavg()[0] ?? 0).toFixed(1)}]`);
}
