const PAGE = '612 792';
const LINE_POINTS = 28;

/** Escapes what ends or nests a string of a PDF (ISO 32000-1, 7.3.4.2). */
const literal = (text: string): string => text.replaceAll(/[\\()]/g, String.raw`\$&`);

/** A PDF of one page with some lines of ASCII, the first of them large: what an invented board or society might send. */
export function demoPdf(lines: readonly string[]): Buffer {
	const [title = '', ...rest] = lines;
	const shown = rest.map((line) => `0 -${LINE_POINTS} Td (${literal(line)}) Tj`);
	const content = `BT /F1 22 Tf 72 690 Td (${literal(title)}) Tj /F1 12 Tf ${shown.join(' ')} ET`;
	const objects = [
		'<< /Type /Catalog /Pages 2 0 R >>',
		'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
		`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAGE}] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>`,
		`<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
		'<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'
	];
	let written = '%PDF-1.4\n';
	const offsets = objects.map((object, index) => {
		const at = written.length;
		written += `${index + 1} 0 obj\n${object}\nendobj\n`;
		return at;
	});
	const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
	const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${written.length}\n%%EOF\n`;
	return Buffer.from(
		`${written}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}${trailer}`,
		'latin1'
	);
}
