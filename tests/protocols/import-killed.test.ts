import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { count } from 'drizzle-orm';
import { afterAll, expect, it } from 'vitest';
import { migrateSqlite } from '#lib/server/db/migrate.ts';
import { openSqlite } from '#lib/server/db/sqlite.ts';
import { aCt, aFolder, aMessage, aRow, csvHeader } from '../fixtures/inbound.ts';
import { contentOf } from '../fixtures/content.ts';

const IMAGES = 120;
const MESSAGES = 600;
const ROWS = 700;
const POLL_MS = 2;

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function inbound(): string {
	const files: Record<string, string | Uint8Array> = {};
	for (let i = 0; i < IMAGES; i++) {
		const study = i % 12;
		files[`${i % 3}/images/${i}.dcm`] = aCt(i, {
			StudyInstanceUID: `1.2.3.${study + 1}`,
			SeriesInstanceUID: `1.2.3.10.${study}`,
			AccessionNumber: `A${study}`,
			PatientID: `MA${study}`
		});
	}
	for (let i = 0; i < MESSAGES; i++) {
		const parts = {
			accession: `A${i % 500}`,
			status: i < 500 ? 'F' : 'C',
			at: i < 500 ? '20261110140000' : '20261110150000'
		};
		files[`${i % 3}/messages/${i}.hl7`] = aMessage({
			...parts,
			reader: `D${i % 9}&ROE${i % 9}&JANE`,
			text: `Report ${i}.`
		});
	}
	const rows = Array.from({ length: ROWS }, (_, i) => aRow(`C${i}`));
	files['1/list.csv'] = [csvHeader, ...rows].join('\n');
	const folder = aFolder(files);
	folders.push(folder);
	return folder;
}

type DataFolder = { readonly path: string; readonly database: string };

function aDataFolder(): DataFolder {
	const path = mkdtempSync(join(tmpdir(), 'overread-killed-'));
	folders.push(path);
	const database = join(path, 'overread.sqlite');
	migrateSqlite(database);
	return { path, database };
}

function startImport(data: DataFolder, folder: string) {
	const child = spawn(process.execPath, ['src/cli/main.ts', 'import', folder, '--json'], {
		env: {
			...process.env,
			OVERREAD_DATA: data.path,
			OVERREAD_SECRET: '5e'.repeat(32),
			OVERREAD_LOG: 'silent',
			DATABASE_URL: ''
		},
		stdio: ['ignore', 'ignore', 'inherit']
	});
	const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
	return { child, ended };
}

/** Runs an import and kills it once so many objects and messages are in the database. Whether it was killed. */
async function killAt(data: DataFolder, folder: string, target: number): Promise<boolean> {
	const db = openSqlite(data.database);
	const { instances, inboundMessages } = db.read.tables;
	const { child, ended } = startImport(data, folder);
	let isOver = false;
	void ended.then(() => (isOver = true));
	try {
		while (!isOver) {
			const [objects] = await db.read.select({ n: count() }).from(instances);
			const [stored] = await db.read.select({ n: count() }).from(inboundMessages);
			if ((objects?.n ?? 0) + (stored?.n ?? 0) >= target) child.kill('SIGKILL');
			await wait(POLL_MS);
		}
	} finally {
		await db.close();
	}
	return (await ended) === null;
}

async function contentsOf(data: DataFolder) {
	const db = openSqlite(data.database);
	const content = await contentOf(db);
	await db.close();
	return content;
}

it('an import killed again and again leaves, once it is repeated, what an undisturbed one leaves', async () => {
	const folder = inbound();
	const data = aDataFolder();
	const kills: boolean[] = [];
	for (const target of [1, 400, 1000]) kills.push(await killAt(data, folder, target));
	expect(kills.filter(Boolean).length).toBeGreaterThan(1);
	expect(await startImport(data, folder).ended).toBe(0);

	const clean = aDataFolder();
	expect(await startImport(clean, folder).ended).toBe(0);
	const content = await contentsOf(data);
	expect(content).toEqual(await contentsOf(clean));
	expect([content.images?.length, content.reads?.length]).toEqual([IMAGES, MESSAGES + ROWS]);
	const kept = readdirSync(join(data.path, 'images'), { recursive: true, withFileTypes: true });
	expect(kept.filter((entry) => entry.isFile() && entry.name.endsWith('.dcm'))).toHaveLength(IMAGES);
}, 180_000);
