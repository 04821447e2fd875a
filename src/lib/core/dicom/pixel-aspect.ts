import { itemsOf, numbersOf, type Dataset } from './dataset.ts';

/** Beyond these a ratio is a mistake in a header, and a picture by it would be a line. */
const MOST = 10;

/**
 * How many times as high as wide a pixel is: by its spacing (PS3.3 C.7.6.2.1.1, C.7.6.16.2.1), by that at the detector, else by Pixel Aspect
 * Ratio (PS3.3 C.7.6.3.1.7); 1 where nothing usable is said.
 */
export function pixelAspect(dataset: Dataset): number {
	const [shared] = itemsOf(dataset, 'SharedFunctionalGroupsSequence');
	const [measures] = shared ? itemsOf(shared, 'PixelMeasuresSequence') : [];
	const pairs = [
		numbersOf(dataset, 'PixelSpacing'),
		measures ? numbersOf(measures, 'PixelSpacing') : [],
		numbersOf(dataset, 'ImagerPixelSpacing'),
		numbersOf(dataset, 'PixelAspectRatio')
	];
	const [down = 1, across = 1] = pairs.find(([y = 0, x = 0]) => y > 0 && x > 0) ?? [];
	const aspect = down / across;
	return aspect >= 1 / MOST && aspect <= MOST ? aspect : 1;
}
