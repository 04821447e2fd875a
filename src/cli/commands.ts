import type { Arguments } from './arguments.ts';

/** One subcommand: its modules load only when it runs. The answer is the exit code. */
export type Command = {
	readonly name: string;
	readonly usage: string;
	readonly about: string;
	run(args: Arguments): Promise<number>;
};

type Outcome = { passed: number; failed: number; lines: readonly string[] };

/** Prints failing cases line by line and the counts, or all of it as JSON. */
function printOutcome(outcome: Outcome, asJson: boolean): number {
	if (asJson) console.log(JSON.stringify(outcome));
	else {
		for (const line of outcome.lines) console.log(line);
		console.log(`${outcome.passed} passed, ${outcome.failed} failed`);
	}
	return outcome.failed === 0 ? 0 : 1;
}

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
		name: 'validate',
		usage: 'validate statistics <cases.json> [--json]',
		about: 'Run installation checks with your own cases.',
		async run(args) {
			const [kind, path] = args.words;
			if (!kind || !path) return wrongUsage('validate');
			const json = args.options.json === true;
			if (kind === 'statistics') {
				const { validateStatistics } = await import('./commands/validate-statistics.ts');
				return printOutcome(await validateStatistics(path, { json }), json);
			}
			return wrongUsage('validate');
		}
	}
];

/** How a command is called, or all of them. */
export function usage(command?: Command): string {
	if (command) return `overread ${command.usage}\n${command.about}`;
	const lines = commands.map(({ usage: how, about }) => `  ${how}\n      ${about}`);
	return `overread <command> …\n\n${lines.join('\n')}`;
}
