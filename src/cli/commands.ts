import { text as readText } from 'node:stream/consumers';
import { textOption, type Arguments } from './arguments.ts';
import { print, withApp } from './output.ts';
import { validate } from './validate.ts';

/** One subcommand: its modules load only when it runs. The answer is the exit code. */
export type Command = {
	readonly name: string;
	readonly usage: string;
	readonly about: string;
	run(args: Arguments): Promise<number>;
};

function wrongUsage(name: string): number {
	console.error(usage(commands.find((command) => command.name === name)));
	return 2;
}

export const commands: readonly Command[] = [
	{
		name: 'serve',
		usage: 'serve',
		about: 'Run the web server.',
		async run() {
			const { serve } = await import('./commands/serve.ts');
			await serve((app) => console.log(`Overread listens on ${app.config.origin}`));
			return 0;
		}
	},
	{
		name: 'worker',
		usage: 'worker',
		about:
			'Do the background work: reminders, mail, deadlines. For beside a server with OVERREAD_WORKER=off.',
		async run() {
			const { worker } = await import('./commands/worker.ts');
			await worker(() => console.log('The Overread worker runs.'));
			return 0;
		}
	},
	{
		name: 'demo',
		usage: 'demo [--seed-only]',
		about: 'Make the demo group in the data folder, build, and run the web server.',
		async run(args) {
			const { demo } = await import('./commands/demo.ts');
			return demo({ seedOnly: args.options['seed-only'] === true });
		}
	},
	{
		name: 'migrate',
		usage: 'migrate',
		about: 'Bring the database up to date.',
		run: (args) =>
			withApp(async (app) => {
				print(args, { engine: app.db.engine, migrated: true }, 'The database is up to date.');
				return 0;
			})
	},
	{
		name: 'import',
		usage: 'import <paths…> [--json]',
		about: 'Take in DICOM, HL7 v2 and CSV files and folders; names every file not taken, and why.',
		async run(args) {
			if (args.words.length === 0) return wrongUsage('import');
			const { runImport } = await import('./commands/import.ts');
			return withApp((app) => runImport(app, args.words, { json: args.options.json === true }));
		}
	},
	{
		name: 'pacs',
		usage: 'pacs check | pacs find [--json]',
		about: 'Try the connection to the PACS; or look there for the images of every read that has none.',
		async run(args) {
			const [act] = args.words;
			if (act !== 'check' && act !== 'find') return wrongUsage('pacs');
			const { checkConnection, findImages } = await import('./commands/pacs.ts');
			const work = act === 'check' ? checkConnection : findImages;
			return withApp((app) => work(app, (data, text) => print(args, data, text)));
		}
	},
	{
		name: 'draw',
		usage: 'draw verify <certificate.json> <frame.csv> [--json]',
		about: 'Repeat a draw from its certificate and frame alone.',
		async run(args) {
			const [act, certificate, frame] = args.words;
			if (act !== 'verify' || !certificate || !frame) return wrongUsage('draw');
			const { verifyDrawFiles } = await import('./draw-verify.ts');
			const verdict = await verifyDrawFiles(certificate, frame);
			const lines = verdict.checks.map(
				(check) => `${check.ok ? 'ok    ' : 'FAILED'} ${check.name}${check.detail ? `: ${check.detail}` : ''}`
			);
			print(args, verdict, [...lines, verdict.ok ? 'The draw holds.' : 'The draw does not hold.'].join('\n'));
			return verdict.ok ? 0 : 1;
		}
	},
	{
		name: 'report',
		usage: 'report verify <file>… [--key <keys>] [--json]',
		about:
			'Check what was given away: bundles by their signature, draws by repeating them, single files by the register. With --key (overread-keys.json or PEM) no server is asked. Ends with 0 where all is genuine, 1 where something is not, 3 where it cannot be told.',
		async run(args) {
			const [act, ...paths] = args.words;
			if (act !== 'verify' || paths.length === 0) return wrongUsage('report');
			const { keysFrom, verifyReportFiles } = await import('./commands/report-verify.ts');
			const show = (data: unknown, text: string): void => print(args, data, text);
			const keyPath = textOption(args, 'key');
			if (!keyPath) return withApp((app) => verifyReportFiles({ app, keys: null }, paths, show));
			const keys = await keysFrom(keyPath);
			if (keys) return verifyReportFiles({ app: null, keys }, paths, show);
			console.error(`${keyPath} holds no public key.`);
			return 2;
		}
	},
	{
		name: 'keys',
		usage: 'keys show | keys rotate [--json]',
		about:
			'Print the public keys that what is given away is checked with; or sign with a new key from now on.',
		async run(args) {
			const [act] = args.words;
			if (act !== 'show' && act !== 'rotate') return wrongUsage('keys');
			const { rotateKeys, showKeys } = await import('./commands/keys.ts');
			const work = act === 'show' ? showKeys : rotateKeys;
			return withApp((app) => work(app, (data, text) => print(args, data, text)));
		}
	},
	{
		name: 'audit',
		usage: 'audit verify [--checkpoint <file>]… [--key <file>]… | audit checkpoint [--json]',
		about:
			'Verify the audit log: its chain, its tree, and every checkpoint in the database, in the folder and in files. Or sign how far it has come.',
		async run(args) {
			const [act] = args.words;
			if (act !== 'verify' && act !== 'checkpoint') return wrongUsage('audit');
			const { checkpointAudit, verifyAudit } = await import('./commands/audit.ts');
			const given = { checkpoints: args.lists.checkpoint ?? [], keyFiles: args.lists.key ?? [] };
			return withApp((app) => {
				const say = (data: unknown, text: string): void => print(args, data, text);
				return act === 'verify' ? verifyAudit(app, given, say) : checkpointAudit(app, say);
			});
		}
	},
	{
		name: 'rollups',
		usage: 'rollups check | rollups rebuild [--json]',
		about: 'Compare what dashboards are counted from with the rows themselves, or count everything anew.',
		async run(args) {
			const [act] = args.words;
			if (act !== 'check' && act !== 'rebuild') return wrongUsage('rollups');
			const { check, rebuild } = await import('./commands/rollups.ts');
			const work = act === 'check' ? check : rebuild;
			return withApp((app) => work(app, (data, text) => print(args, data, text)));
		}
	},
	{
		name: 'vault',
		usage: 'vault verify [--json]',
		about: 'Open every document of the vault and name those that are not as they were stored.',
		async run(args) {
			if (args.words[0] !== 'verify') return wrongUsage('vault');
			const { verifyDocuments } = await import('./commands/vault-verify.ts');
			return withApp((app) => verifyDocuments(app, (data, text) => print(args, data, text)));
		}
	},
	{
		name: 'user',
		usage: 'user add <email> --name <name> --role <role>… | user reset <email> [--authenticator]',
		about: 'Make an account, or give one a one-time password.',
		async run(args) {
			const { runUser } = await import('./commands/user.ts');
			const code = await withApp((app) => runUser(app, args));
			return code ?? wrongUsage('user');
		}
	},
	{
		name: 'deidentify',
		usage:
			'deidentify <in.dcm> <out.dcm> [--key <text>] [--label <text>] [--mask <x,y,width,height>]… [--checked] [--policy <file.json>]',
		about:
			'Write a DICOM file as a blinded reviewer would be given it. An image that the pixel policy holds goes without its pixels, unless it is masked or said to be checked.',
		async run(args) {
			const [source, target] = args.words;
			if (!source || !target) return wrongUsage('deidentify');
			const { deidentifyFile } = await import('./commands/deidentify.ts');
			const key = textOption(args, 'key');
			const label = textOption(args, 'label');
			const policyPath = textOption(args, 'policy');
			const result = await deidentifyFile(source, target, {
				...(key ? { key } : {}),
				...(label ? { label } : {}),
				...(policyPath ? { policyPath } : {}),
				masks: args.lists.mask ?? [],
				isChecked: args.options.checked === true
			});
			const held =
				result.ok && result.value.pixels === 'left-out'
					? '\nWithout pixels: it is no image, or it is held until somebody has looked for text in it (--checked, --mask).'
					: '';
			print(args, result, result.ok ? `Written: ${target}${held}` : `Not written: ${result.error}`);
			return result.ok ? 0 : 1;
		}
	},
	{
		name: 'scrub',
		usage: 'scrub [--name <name>]… [--accession <number>] [--identifier <text>]… < report.txt',
		about: 'Scrub a report on standard input of known names and of what names people or places.',
		async run(args) {
			const { scrubText } = await import('./commands/scrub.ts');
			const accession = textOption(args, 'accession');
			const scrubbed = scrubText(await readText(process.stdin), {
				names: [...(args.lists.name ?? [])],
				...(accession ? { accession } : {}),
				identifiers: [...(args.lists.identifier ?? [])]
			});
			process.stdout.write(scrubbed);
			return 0;
		}
	},
	{
		name: 'validate',
		usage:
			'validate statistics <cases.json> | validate credentials <cases.json> | validate corpus <folder> [--json]',
		about: 'Run installation checks with your own cases.',
		async run(args) {
			const [kind, path] = args.words;
			if (!kind || !path) return wrongUsage('validate');
			return (await validate(kind, path, args)) ?? wrongUsage('validate');
		}
	}
];

/** How a command is called, or all of them. */
export function usage(command?: Command): string {
	if (command) return `overread ${command.usage}\n${command.about}`;
	const lines = commands.map(({ usage: how, about }) => `  ${how}\n      ${about}`);
	return `overread <command> …\n\n${lines.join('\n')}`;
}
