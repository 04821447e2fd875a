/** One page of help: Markdown with a head that says its title, its one-line summary and its place in the index. */
export type HelpPage = {
	readonly slug: string;
	readonly title: string;
	readonly summary: string;
	readonly order: number;
	readonly markdown: string;
};

const HEAD = /^---\r?\n([\s\S]*?)\r?\n---\r?\n/;

function parseHead(head: string): Record<string, string> {
	const pairs = head.split(/\r?\n/).map((line) => /^(\w+):\s*(.*)$/.exec(line));
	return Object.fromEntries(pairs.flatMap((pair) => (pair ? [[pair[1], pair[2]]] : [])));
}

/** Parses one page. A page without a title, a summary or a numeric order is a defect and throws, naming the file. */
export function parseHelpPage(path: string, text: string): HelpPage {
	const head = HEAD.exec(text);
	const { title, summary, order } = parseHead(head?.[1] ?? '');
	const slug = path.split('/').at(-1)?.replace(/\.md$/, '') ?? '';
	if (!head || !title || !summary || !slug || !Number.isFinite(Number(order ?? Number.NaN))) {
		throw new Error(`help page ${path} needs title, summary and order at its head`);
	}
	return { slug, title, summary, order: Number(order), markdown: text.slice(head[0].length) };
}

/** All pages in the order of the index, from file paths and texts. */
export function parseHelpPages(files: Readonly<Record<string, string>>): HelpPage[] {
	return Object.entries(files)
		.map(([path, text]) => parseHelpPage(path, text))
		.sort((one, other) => one.order - other.order);
}

/** The pages in which every word of the query occurs; those with the words in their title first. No words: all pages. */
export function searchHelp(pages: readonly HelpPage[], query: string): HelpPage[] {
	const words = query.toLowerCase().split(/\s+/).filter(Boolean);
	const holds = (text: string) => words.every((word) => text.toLowerCase().includes(word));
	const found = pages.filter((page) => holds(`${page.title} ${page.summary} ${page.markdown}`));
	return [...found.filter((page) => holds(page.title)), ...found.filter((page) => !holds(page.title))];
}
