// Repeats an Overread draw from its certificate and its frame, and says whether the same cases come out.
// Stand-alone: needs Node 22.18 or later, nothing of Overread.  node draw-verify.ts certificate.json frame.csv
import { createHash, createHmac, createSecretKey } from 'node:crypto';
import { createReadStream, realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

export type Check = { name: string; ok: boolean; detail: string };
/** Where, what follows from the inputs, what was written. */
type Compared = [at: string, expected: unknown, found: unknown];
type Stratum = { reader: string; modality: string; ids: string[] };
type Rates = Record<string, number>;
type Policy = { defaultRate: number; rates: Rates; readerTierRates?: Rates; minimumPerReader: number };

const ROW = /^[\w.-]{1,64}(?:,[A-Za-z0-9][\w.-]{0,63}){3},\d{4}-\d{2}-\d{2}$/;
const HEADER = 'case_id,reader,modality,facility,finalised_on';
const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
const own = <T>(of: Record<string, T> = {}, key = '') => (Object.hasOwn(of, key) ? of[key] : undefined);

/** Runs all checks; `ok` is true only when every one holds. Rejects where a file cannot be read as what it should be. */
export async function verifyDrawFiles(certificatePath: string, framePath: string) {
	const text = readFile(certificatePath, 'utf8');
	const written = await text.then(JSON.parse).catch(() => null);
	if (!written?.seedHex || !written.policy || !written.period || !written.strata)
		throw new Error(`${certificatePath} is no draw certificate; it comes first, then the frame.`);
	const { drawId, policy, period } = written;
	const checks: Check[] = [];
	const check = (name: string, ...compared: Compared[]) => {
		const [at, expected, found] = compared.find(([, a, b]) => a !== b) ?? [''];
		const detail = at && `${at}: expected ${expected ?? 'nothing'}, found ${found ?? 'nothing'}`;
		checks.push({ name, ok: !at, detail });
	};
	const key = createSecretKey(written.seedHex, 'hex');
	const committed = createHash('sha256').update(key.export()).update(drawId).digest('hex');
	check('format', ['format', 'overread-draw/1', written.format]);
	check('commitment', ['commitment', committed, written.commitment]);
	check('timing', ['committed before revealed', true, written.committedAt <= written.revealedAt]);
	const policyHash = createHash('sha256').update(canonical(policy)).digest('hex');
	check('policy', ['policyHash', policyHash, written.policyHash]);

	const { hash, problem, count, first, last, strata } = await readFrame(framePath);
	check('frame-hash', ['frameHash', hash, written.frameHash]);
	check('frame-form', ['frame', '', problem]);
	if (problem) return { ok: false, checks };
	check('frame-count', ['frameCount', count, written.frameCount]);
	check('frame-period', ['days', true, count === 0 || (first >= period.fromOn && last <= period.throughOn)]);

	const counts = allocate(strata, policy, written.readerTiers);
	const tag = (id: string) => createHmac('sha256', key).update(`${drawId}:${id}`).digest('hex');
	const sizes: Compared[] = [['number', strata.length, written.strata.length]];
	const drawn: Compared[] = [];
	const cases: Compared[] = [];
	strata.forEach(({ reader, modality, ids }, i) => {
		const found = written.strata[i] ?? { selected: [] };
		const [at, k] = [`${reader} ${modality}`, counts[i] ?? 0];
		const chosen = rank(ids, k, tag);
		const longer: string[] = chosen.length > found.selected.length ? chosen : found.selected;
		const r = longer.findIndex((_, n) => chosen[n] !== found.selected[n]);
		sizes.push([at, `${at} of ${ids.length}`, `${found.reader} ${found.modality} of ${found.size}`]);
		drawn.push([at, `${k}, k/N ${k / ids.length}`, `${found.sampled}, k/N ${found.inclusion}`]);
		cases.push([`${at} rank ${r + 1}`, chosen[r], found.selected[r]]);
	});
	check('strata', ...sizes);
	check('allocation', ...drawn);
	check('selection', ...cases);
	return { ok: checks.every(({ ok }) => ok), checks };
}

/** Streams the frame: hash of its bytes, form, order, days, and the ids of each stratum. */
async function readFrame(path: string) {
	const hash = createHash('sha256');
	const decoder = new TextDecoder();
	const byKey = new Map<string, Stratum>();
	let [rest, previous, problem, first, last, line] = ['', '', '', '9', '', 0];
	for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) {
		hash.update(chunk);
		const rows = (rest + decoder.decode(chunk, { stream: true })).split('\n');
		rest = rows.pop() ?? '';
		for (const row of rows) {
			line += 1;
			const [id = '', reader = '', modality = '', , day = ''] = row.split(',');
			if (line === 1 ? row !== HEADER : !ROW.test(row)) problem ||= `line ${line} has another form`;
			if (line === 1) continue;
			if (id <= previous) problem ||= `line ${line} is out of order`;
			const stratum = byKey.get(`${reader},${modality}`) ?? { reader, modality, ids: [] };
			if (stratum.ids.push(id) === 1) byKey.set(`${reader},${modality}`, stratum);
			if (day < first) first = day;
			if (day > last) last = day;
			previous = id;
		}
	}
	if (line === 0 || rest !== '') problem ||= `line ${line + 1} does not end`;
	const strata = [...byKey.values()];
	strata.sort((a, b) => order(a.reader, b.reader) || order(a.modality, b.modality));
	return { hash: hash.digest('hex'), problem, count: line - 1, first, last, strata };
}

/** Rate × size in millionths, the fraction carried on; then each reader raised to the minimum by largest remainder. */
function allocate(strata: Stratum[], policy: Policy, tiers: Record<string, string> = {}): number[] {
	const millionths = (rate = 0) => BigInt(rate.toFixed(6).replace('.', ''));
	let [due, taken] = [0n, 0n];
	const parts = strata.map(({ reader, modality, ids }) => {
		const base = millionths(own(policy.rates, modality) ?? policy.defaultRate);
		const rate = base + millionths(own(policy.readerTierRates, own(tiers, reader)));
		due += (rate > 1_000_000n ? 1_000_000n : rate) * BigInt(ids.length);
		const k = (2n * due + 1_000_000n) / 2_000_000n - taken;
		taken += k;
		return { reader, modality, k: Number(k), left: ids.length - Number(k) };
	});
	for (const reader of new Set(strata.map((stratum) => stratum.reader))) {
		const mine = parts.filter((part) => part.reader === reader);
		const left = sum(mine.map((part) => part.left));
		const missing = Math.min(policy.minimumPerReader - sum(mine.map(({ k }) => k)), left);
		if (missing <= 0) continue;
		const over = (part: { left: number }) => (missing * part.left) % left;
		const extra = (part: { left: number }) => (missing * part.left - over(part)) / left;
		const more = missing - sum(mine.map(extra));
		mine.sort((a, b) => over(b) - over(a) || order(a.modality, b.modality));
		mine.forEach((part, i) => (part.k += extra(part) + (i < more ? 1 : 0)));
	}
	return parts.map(({ k }) => k);
}

/** The k ids with the smallest tags, in order; the first 13 hex digits of a tag are kept as an exact number. */
function rank(ids: string[], k: number, tag: (id: string) => string): string[] {
	const heads = Float64Array.from(k === 0 ? [] : ids, (id) => parseInt(tag(id).slice(0, 13), 16));
	const cut = heads.toSorted()[Math.min(k, ids.length) - 1] ?? -1;
	const near = ids.map((id, i) => ({ id, head: heads[i] ?? Infinity })).filter(({ head }) => head <= cut);
	near.sort((a, b) => a.head - b.head || order(tag(a.id), tag(b.id)));
	return near.slice(0, k).map(({ id }) => id);
}

/** JSON with sorted keys and no spaces, the form whose hash names a policy. */
function canonical(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	const entries = Object.entries(value).sort(([a], [b]) => order(a, b));
	return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`).join(',')}}`;
}

if (process.argv[1] && realpathSync(process.argv[1]) === import.meta.filename) {
	const [certificatePath = '', framePath = ''] = process.argv.slice(2);
	const { ok, checks } = await verifyDrawFiles(certificatePath, framePath);
	for (const { name, detail } of checks) console.log(detail ? `WRONG ${name}: ${detail}` : `ok    ${name}`);
	console.log(ok ? 'The draw is as certified.' : 'The draw is NOT as certified.');
	process.exitCode = ok ? 0 : 1;
}
