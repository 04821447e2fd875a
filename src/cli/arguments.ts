/** The words after a subcommand: positional ones, and options as `--name value`, `--name=value` or `--flag`. */
export type Arguments = {
	readonly words: readonly string[];
	readonly options: Readonly<Record<string, string | true>>;
	readonly lists: Readonly<Record<string, readonly string[]>>;
};

const flags = new Set(['checked', 'json', 'seed-only', 'help', 'no-build', 'yes']);

/** Reads a command line. An option that may repeat keeps all its values in `lists`. */
export function parseArguments(argv: readonly string[]): Arguments {
	const words: string[] = [];
	const options: Record<string, string | true> = {};
	const lists: Record<string, string[]> = {};
	for (let i = 0; i < argv.length; i++) {
		const word = argv[i] ?? '';
		if (word === '--') {
			words.push(...argv.slice(i + 1));
			break;
		}
		if (!word.startsWith('--')) {
			words.push(word);
			continue;
		}
		const [name = '', inline] = word.slice(2).split(/=(.*)/s, 2);
		const value = inline ?? (flags.has(name) ? true : argv[++i]);
		if (value === undefined) throw new Error(`--${name} needs a value`);
		options[name] = value;
		if (typeof value === 'string') (lists[name] ??= []).push(value);
	}
	return { words, options, lists };
}

/** The text of an option, or undefined; throws when it was given without one. */
export function textOption(args: Arguments, name: string): string | undefined {
	const value = args.options[name];
	if (value === true) throw new Error(`--${name} needs a value`);
	return value;
}
