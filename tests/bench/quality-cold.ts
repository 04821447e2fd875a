/** Asks for one page in a process that has just begun, and prints the milliseconds: `quality-cold.ts DATABASE FOLDER PAGE`. */
import { buildApp } from '#lib/runtime/app.ts';
import { testStart } from '../support/test-app.ts';
import { askPage, pages, type PageName } from './quality-pages.ts';

const [databaseUrl = '', dataFolder = '', name = ''] = process.argv.slice(2);
if (!Object.hasOwn(pages, name)) throw new Error(`no such page: ${name}`);
const app = await buildApp(
	{
		dataFolder,
		databaseUrl,
		origin: 'http://localhost:5173',
		port: 5173,
		host: '127.0.0.1',
		secretHex: '5e'.repeat(32),
		logLevel: 'silent',
		hasWorker: false,
		mail: null,
		pacs: null
	},
	{ clock: { now: () => testStart } }
);
const startedAt = performance.now();
await askPage(app, name as PageName); // checked above
console.log(performance.now() - startedAt);
await app.db.close();
process.exit();
