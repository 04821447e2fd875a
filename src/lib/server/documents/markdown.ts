import { Marked, type Tokens } from 'marked';

/** Addresses that a text may lead to: pages of the product, anchors, the web, mail. */
const SAFE_HREF = /^(?:\/(?!\/)|#|https?:\/\/|mailto:)/i;

/** The anchor of a heading: `Reading a funnel` becomes `reading-a-funnel`. */
export function headingId(text: string): string {
	return text
		.toLowerCase()
		.replace(/<[^>]*>|&[a-z]+;|&#\d+;/g, '')
		.replace(/[^\p{L}\p{N}]+/gu, '-')
		.replace(/^-|-$/g, '');
}

const marked = new Marked({
	gfm: true,
	tokenizer: {
		// HTML is not recognised at all: what looks like a tag stays text and is escaped.
		html: () => undefined,
		tag: () => undefined
	},
	renderer: {
		heading({ tokens, depth }: Tokens.Heading) {
			const text = this.parser.parseInline(tokens);
			return `<h${depth} id="${headingId(text)}">${text}</h${depth}>\n`;
		},
		link({ href, tokens }: Tokens.Link) {
			const text = this.parser.parseInline(tokens);
			return SAFE_HREF.test(href) ? `<a href="${escapeAttribute(href)}">${text}</a>` : text;
		},
		image: ({ text }: Tokens.Image) => escapeAttribute(text)
	}
});

function escapeAttribute(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('"', '&quot;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;');
}

/** Markdown as HTML without any raw HTML, script address or foreign image in it. */
export function renderMarkdown(markdown: string): string {
	return marked.parse(markdown, { async: false });
}
