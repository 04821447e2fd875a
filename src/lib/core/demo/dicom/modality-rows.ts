import type { DemoModality } from '#lib/core/demo/group/types.ts';
import type { DemoImage } from '#lib/core/demo/phantom/image.ts';
import { framesPerSecond, sector } from '#lib/core/demo/phantom/ultrasound.ts';
import type { StudyPlan } from '#lib/core/demo/studies/plan.ts';
import { makeDataset, type Row } from './elements.ts';

const storage = '1.2.840.10008.5.1.4.1.1';

/** SOP class of what the demo group makes in a modality (PS3.4 B.5). Throws for modalities without pictures. */
export function sopClassOf(modality: DemoModality): string {
	const suffix: Partial<Record<DemoModality, string>> = { CT: '.2', MR: '.4', XR: '.1', US: '.3.1' };
	const found = suffix[modality];
	if (!found) throw new Error(`The demo group makes no ${modality} pictures.`);
	return storage + found;
}

/** Attributes of one modality's own module. */
export function modalityRows({ plan }: { readonly plan: StudyPlan }, image: DemoImage): Row[] {
	switch (plan.modality) {
		case 'CT':
			return ctRows(plan);
		case 'MR':
			return mrRows(image);
		case 'XR':
			return filmRows();
		case 'US':
			return cineRows(image);
		case 'MG':
		case 'NM':
			return [];
	}
}

function ctRows(plan: StudyPlan): Row[] {
	const isHead = plan.body === 'ct-head';
	const rows: Row[] = [
		[0x00180022, 'CS', 'HELICAL MODE'],
		[0x00180060, 'DS', [120]],
		[0x00180090, 'DS', [isHead ? 240 : 500]],
		[0x00181120, 'DS', [0]],
		[0x00181130, 'DS', [isHead ? 128 : 152]],
		[0x00181150, 'IS', [isHead ? 1000 : 500]],
		[0x00181151, 'IS', [isHead ? 260 : 210]],
		[0x00181152, 'IS', [isHead ? 260 : 105]],
		[0x00181160, 'SH', isHead ? 'HEAD' : 'BODY'],
		[0x00181210, 'SH', isHead ? 'H31' : 'B30']
	];
	if (plan.contrast)
		rows.push([0x00180010, 'LO', 'IOHEXOL 350'], [0x00181040, 'LO', 'IV'], [0x00181041, 'DS', [75]]);
	return rows;
}

function mrRows(image: DemoImage): Row[] {
	const times = { 'AX T1': [520, 9, 0], 'AX T2': [4800, 98, 0], 'AX FLAIR': [9000, 122, 2500] }[
		image.seriesDescription
	] ?? [500, 10, 0];
	const [repetition = 0, echo = 0, inversion = 0] = times;
	const rows: Row[] = [
		[0x00180020, 'CS', inversion > 0 ? 'IR' : 'SE'],
		[0x00180021, 'CS', 'SK'],
		[0x00180022, 'CS', ''],
		[0x00180023, 'CS', '2D'],
		[0x00180080, 'DS', [repetition]],
		[0x00180081, 'DS', [echo]],
		[0x00180083, 'DS', [1]],
		[0x00180084, 'DS', [63.87]],
		[0x00180087, 'DS', [1.5]],
		[0x00180091, 'IS', [echo > 20 ? 13 : 1]],
		[0x00181314, 'DS', [inversion > 0 ? 150 : 90]]
	];
	if (inversion > 0) rows.push([0x00180082, 'DS', [inversion]]);
	return rows;
}

const filmRows = (): Row[] => [
	[0x00180060, 'DS', [110]],
	[0x00181152, 'IS', [2]],
	[0x00185101, 'CS', 'AP'],
	[0x00200020, 'CS', 'L\\F'],
	[0x00200062, 'CS', 'U']
];

function cineRows(image: DemoImage): Row[] {
	const millimetres = sector.pixelMm / 10;
	const region = makeDataset([
		[0x00186012, 'US', [1]],
		[0x00186014, 'US', [1]],
		[0x00186016, 'UL', [2]],
		[0x00186018, 'UL', [sector.left]],
		[0x0018601a, 'UL', [sector.top]],
		[0x0018601c, 'UL', [sector.right]],
		[0x0018601e, 'UL', [sector.bottom]],
		// Both axes in centimetres (PS3.3 C.8.5.5.1.15).
		[0x00186024, 'US', [3]],
		[0x00186026, 'US', [3]],
		[0x0018602c, 'FD', [millimetres]],
		[0x0018602e, 'FD', [millimetres]]
	]);
	const frameMs = Math.round(1e5 / framesPerSecond) / 100;
	return [
		[0x00080008, 'CS', 'ORIGINAL\\PRIMARY\\ABDOMINAL\\0001'],
		[0x00082142, 'IS', [1]],
		[0x00082143, 'IS', [image.frames]],
		[0x00082144, 'IS', [framesPerSecond]],
		[0x00180040, 'IS', [framesPerSecond]],
		[0x00181063, 'DS', [frameMs]],
		[0x00186011, 'SQ', [region]],
		[0x00200020, 'CS', ''],
		[0x00280008, 'IS', [image.frames]],
		[0x00280009, 'AT', [0x00181063]],
		[0x00280014, 'US', [0]]
	];
}
