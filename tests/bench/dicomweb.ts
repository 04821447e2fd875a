import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { aCtFile } from '#lib/core/dicom/test-objects.ts';
import { findOrthanc, startOrthanc } from '../support/orthanc.ts';
import type { PortalPlaces } from './dicomweb-portal.ts';
import { benchPacs } from './dicomweb-pacs.ts';
import { hasWrk, load, startScript, type Asked, type Load } from './load.ts';

const SLICES = 200;
const SIZE = 512;
const STUDIES = 1000;
const ROUNDS = 3;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 3);
const studyUid = '1.2.826.0.1.3680043.10.888.9';
const seriesUid = `${studyUid}.1`;

/** A CT of 105 MB, and a thousand other studies of one small image each. */
function writeImages(folder: string): void {
	mkdirSync(join(folder, 'frames'), { recursive: true });
	mkdirSync(join(folder, 'images'));
	for (let slice = 1; slice <= SLICES; slice++) {
		const pixels = new Uint8Array(
			new Uint16Array(SIZE * SIZE).map((_, i) => (i * 31 + slice * 977) & 0xfff).buffer
		);
		const file = aCtFile({
			...{
				StudyInstanceUID: studyUid,
				SeriesInstanceUID: seriesUid,
				SOPInstanceUID: `${seriesUid}.${slice}`
			},
			...{ InstanceNumber: slice, Rows: SIZE, Columns: SIZE, BitsStored: 12, HighBit: 11 },
			...{ ImagePositionPatient: [-125, -125, slice], ImageOrientationPatient: [1, 0, 0, 0, 1, 0] },
			...{ PixelSpacing: [0.488281, 0.488281], SliceThickness: 1, WindowCenter: 40, WindowWidth: 400 },
			PixelData: pixels
		});
		writeFileSync(join(folder, 'images', `ct-${slice}.dcm`), file);
		writeFileSync(join(folder, 'frames', `${slice}.raw`), pixels);
	}
	for (let at = 0; at < STUDIES; at++) {
		const uid = `${studyUid}.9.${at}`;
		const file = aCtFile({
			...{ StudyInstanceUID: uid, SeriesInstanceUID: `${uid}.1`, SOPInstanceUID: `${uid}.1.1` },
			...{ PatientName: `Bench${at}^Quiet`, PatientID: `B-${at}`, AccessionNumber: `A-${at}` },
			...{ StudyDate: '20261110', StudyTime: '081500', StudyDescription: 'CT HEAD' }
		});
		writeFileSync(join(folder, 'images', `small-${at}.dcm`), file);
	}
}

type Row = {
	readonly name: string;
	readonly clients: number;
	readonly portal: Asked;
	readonly orthanc: Asked | null;
	readonly bare: Asked | null;
	/** Goals: how many times Orthanc, and what part of the bare stream. */
	readonly times: number | null;
	readonly part: number | null;
};

const middle = (values: readonly number[]): number =>
	values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/**
 * The DICOMweb service beside a bare stream of the same frames and, where it is installed, Orthanc with the same objects: each in a process of
 * its own, asked in turn by wrk. Frames and metadata go through a reviewer's door, blinded and with access checked on every request.
 */
export async function benchDicomweb(): Promise<string[]> {
	if (!hasWrk()) return ['not measured: wrk is not installed (apt-get install wrk)'];
	const folder = mkdtempSync(join(tmpdir(), 'overread-bench-'));
	const program = findOrthanc();
	const orthanc = program && (await startOrthanc(program));
	const stops: (() => unknown)[] = [() => orthanc?.stop()];
	try {
		writeImages(folder);
		if (orthanc) {
			for (const name of readdirSync(join(folder, 'images')))
				await orthanc.store(readFileSync(join(folder, 'images', name)));
		}
		const portal = await startScript<PortalPlaces>('dicomweb-portal.ts', [
			join(folder, 'data'),
			join(folder, 'images'),
			studyUid
		]);
		stops.push(() => portal.child.kill());
		const bare = await startScript<{ origin: string }>('bare-stream.ts', [join(folder, 'frames')]);
		stops.push(() => bare.child.kill());
		const measured: string[] = [];
		const rows = rowsOf(portal.says, { bare: bare.says.origin, orthanc: orthanc?.url ?? null });
		for (const row of rows) measured.push(...(await measure(row, folder)));
		portal.child.kill();
		const asked = rows[0]?.orthanc ?? null;
		if (orthanc) measured.push(...(await benchPacs({ folder, url: orthanc.url, studyUid, asked })));
		const about = `${SLICES} slices, ${STUDIES + 1} studies, ${ROUNDS} rounds of ${SECONDS} s, medians; load average at the end ${loadavg()[0]?.toFixed(1)}`;
		const beside = orthanc ? [] : ['Orthanc is not installed: its columns are empty'];
		return [about, ...beside, header, ...measured];
	} finally {
		for (const stop of stops.reverse()) await stop();
		rmSync(folder, { recursive: true, force: true });
	}
}

function rowsOf(places: PortalPlaces, { bare, orthanc }: { bare: string; orthanc: string | null }): Row[] {
	const { origin, reviewer, coordinator } = places;
	const url = orthanc === null ? null : new URL(orthanc);
	const login = url && Buffer.from(`${url.username}:${decodeURIComponent(url.password)}`).toString('base64');
	const fromOrthanc = (paths: readonly string[]): Asked | null =>
		url && {
			origin: url.origin,
			paths: paths.map((path) => `${url.pathname}/${path}`),
			headers: { authorization: `Basic ${login}` }
		};
	const as = (cookie: string, paths: readonly string[]): Asked => ({
		origin,
		paths,
		headers: { cookie, 'accept-encoding': 'gzip' }
	});
	const numbers = Array.from({ length: SLICES }, (_, at) => at + 1);
	const series = `studies/${studyUid}/series/${seriesUid}`;
	const frames = {
		portal: as(reviewer, places.frames),
		orthanc: fromOrthanc(numbers.map((at) => `${series}/instances/${seriesUid}.${at}/frames/1`)),
		bare: { origin: bare, paths: numbers.map((at) => `/${at}.raw`), headers: {} }
	};
	const metadata = {
		portal: as(reviewer, [`${places.series}/metadata`]),
		orthanc: fromOrthanc([`${series}/metadata`]),
		bare: null
	};
	const search = (limit: number) => ({
		portal: as(coordinator, [`/dicomweb/studies?limit=${limit}`]),
		orthanc: fromOrthanc([`studies?limit=${limit}`]),
		bare: null
	});
	return [
		{ name: 'frames', clients: 1, ...frames, times: null, part: null },
		{ name: 'frames', clients: 8, ...frames, times: 4, part: 0.6 },
		{ name: 'frames', clients: 32, ...frames, times: 4, part: 0.6 },
		{ name: `metadata of ${SLICES}`, clients: 1, ...metadata, times: 10, part: null },
		{ name: `metadata of ${SLICES}`, clients: 8, ...metadata, times: 10, part: null },
		{ name: 'search, 25 studies', clients: 1, ...search(25), times: 5, part: null },
		{ name: 'search, 25 studies', clients: 8, ...search(25), times: 5, part: null },
		{ name: 'search, 1,000 studies', clients: 1, ...search(1000), times: 15, part: null },
		{ name: 'search, 1,000 studies', clients: 8, ...search(1000), times: 15, part: null }
	];
}

const columns = [24, 8, 12, 12, 12, 11, 11, 10, 10, 10];
const line = (cells: readonly string[]): string =>
	cells
		.map((cell, at) => (at === 0 ? cell.padEnd(columns[at] ?? 0) : cell.padStart(columns[at] ?? 0)))
		.join('');
const header = line([
	...['', 'clients', 'portal/s', 'Orthanc/s', 'bare/s', '× Orthanc', '× bare', 'p99 ms', 'Orthanc', 'bare']
]);

/** All servers in turn, so that what else the machine does meets each alike. */
async function measure(row: Row, folder: string): Promise<string[]> {
	const { clients, portal, orthanc, bare } = row;
	const runs: Record<'portal' | 'orthanc' | 'bare', Load[]> = { portal: [], orthanc: [], bare: [] };
	for (let round = 0; round < ROUNDS; round++) {
		for (const [name, asked] of Object.entries({ portal, orthanc, bare })) {
			if (asked)
				runs[name as keyof typeof runs].push(await load(asked, { clients, seconds: SECONDS, folder }));
		}
	}
	const failed = Object.values(runs).flatMap((all) => all.map((one) => one.failed));
	const rate = (all: readonly Load[]): number => middle(all.map(({ perSecond }) => perSecond));
	const late = (all: readonly Load[]): string =>
		rate(all) === 0 ? '' : middle(all.map(({ p99Ms }) => p99Ms)).toFixed(1);
	const shown = (all: readonly Load[]): string => (all.length === 0 ? '' : rate(all).toFixed(0));
	const ratio = (all: readonly Load[], goal: number | null): string => {
		if (all.length === 0) return '';
		// Not one answer within a round: there is nothing to divide by.
		if (rate(all) === 0) return '?';
		const times = rate(runs.portal) / rate(all);
		return `${times.toFixed(2)}${goal === null ? ' ' : times >= goal ? '✓' : `<${goal}`}`;
	};
	const cells = [
		...[row.name, String(clients), shown(runs.portal), shown(runs.orthanc), shown(runs.bare)],
		...[ratio(runs.orthanc, row.times), ratio(runs.bare, row.part)],
		...[late(runs.portal), late(runs.orthanc), late(runs.bare)]
	];
	const sum = failed.reduce((all, one) => all + one, 0);
	return sum > 0 ? [line(cells), `  ${sum} of these requests failed`] : [line(cells)];
}
