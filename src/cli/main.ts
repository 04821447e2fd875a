#!/usr/bin/env node
import { parseArguments } from './arguments.ts';
import { commands, usage } from './commands.ts';
import { ConfigError } from '#lib/server/config.ts';

const [name, ...rest] = process.argv.slice(2);
const command = name ? commands.find((candidate) => candidate.name === name) : undefined;

if (!command || rest.includes('--help')) {
	console.log(usage(command));
	process.exitCode = name && !command && name !== '--help' && name !== 'help' ? 2 : 0;
} else {
	try {
		process.exitCode = await command.run(parseArguments(rest));
	} catch (error) {
		// The message is for the person at the terminal; settings and usage name themselves.
		console.error(error instanceof Error ? error.message : String(error));
		process.exitCode = error instanceof ConfigError ? 2 : 1;
	}
}
