import { annexes } from './annexes.ts';
import { hanging } from './hanging.ts';
import { priors, priorWords } from './priors.ts';
import { secondWindow } from './second-window.ts';

const wholeNumber = (value: number) => value.toLocaleString('en', { maximumFractionDigits: 0 });

/** A tenth, or a hundredth of what is small. */
const fine = (value: number) => value.toFixed(Math.abs(value) < 10 ? 2 : 1);
const signed = (value: number) =>
	(Number.isInteger(value) ? String(value) : value.toFixed(1)).replace('-', '−');
const withUnit = (text: string, unit: string) => (unit === '' ? text : `${text} ${unit}`);

type NoVolumeReason = keyof typeof noVolume;
const noVolume = {
	'too-few': 'the series has too few images.',
	'no-position': 'the images do not say where they lie.',
	'not-parallel': 'the images are not parallel.',
	'unequal-spacing': 'the images are not equally far apart.',
	tilted: 'the gantry was tilted.',
	colour: 'colour images make no volume.',
	'mixed-size': 'the images differ in size.',
	memory: 'the series is too large for the memory of this device.'
} as const;

/** What a status of the image service means to whoever looks; images may lie in an archive that it asks (help page “Images in a PACS”). */
const fetchReasons: Readonly<Record<string, string>> = {
	'no answer': 'the server gives no answer',
	'not a list of instances': 'the answer of the server cannot be read',
	'the answer is not one frame': 'the answer of the server is cut off, or is no image',
	'status 404': 'it is no longer there',
	'status 410': 'the archive no longer has it',
	'status 502': 'the archive that holds it gives no usable answer',
	'status 503': 'the archive that holds it is not set up',
	'status 504': 'the archive that holds it did not answer in time'
};
const fetchReason = (reason: string): string => fetchReasons[reason] ?? reason;

export const imaging = {
	/** What a page says of earlier studies. */
	priors: priorWords,
	secondWindow,
	viewer: {
		viewer: 'Images',
		image: 'Image. Scroll with the arrow keys.',
		series: 'Series',
		tools: 'Image tools',
		loading: 'Loading images …',
		coarse: 'Coarse image. Loading the whole one …',
		noImages: 'This study holds no image that can be shown.',
		retry: 'Try again',
		connectionLost: 'Connection lost. Trying again …',
		acts: {
			window: 'Window',
			scroll: 'Scroll',
			pan: 'Pan',
			zoom: 'Zoom',
			magnify: 'Magnify',
			length: 'Length',
			bidirectional: 'Two diameters',
			angle: 'Angle',
			cobb: 'Cobb angle',
			ellipse: 'Elliptical region',
			rectangle: 'Rectangular region',
			freehand: 'Drawn region',
			probe: 'Value',
			arrow: 'Arrow',
			outline: 'Ellipse',
			invert: 'Invert',
			rotateRight: 'Rotate right',
			rotateLeft: 'Rotate left',
			flipHorizontal: 'Flip left and right',
			flipVertical: 'Flip up and down',
			fit: 'Fit',
			actualSize: '1:1',
			reset: 'Reset',
			play: 'Play',
			keyImage: 'Key image',
			nextKeyImage: 'Next key image',
			previousKeyImage: 'Previous key image',
			flagQuality: 'Flag the quality of this image',
			undo: 'Undo',
			remove: 'Delete mark or measurement',
			label: 'Text of the mark',
			moveUp: 'Move up: what is selected, else as the tool drags',
			moveDown: 'Move down',
			moveLeft: 'Move left',
			moveRight: 'Move right',
			moveUpFine: 'Move up by one pixel',
			moveDownFine: 'Move down by one pixel',
			moveLeftFine: 'Move left by one pixel',
			moveRightFine: 'Move right by one pixel',
			nextHandle: 'Next point of what is selected',
			grow: 'Larger mark or measurement',
			shrink: 'Smaller mark or measurement',
			notes: 'Notes on the image',
			settings: 'Settings',
			next: 'Next image',
			previous: 'Previous image',
			nextPage: 'Ten images on',
			previousPage: 'Ten images back',
			first: 'First image',
			last: 'Last image',
			nextSeries: 'Next series',
			previousSeries: 'Previous series',
			zoomIn: 'Zoom in',
			zoomOut: 'Zoom out',
			maximise: 'One cell on the whole grid, and back',
			nextHanging: 'Next layout',
			previousHanging: 'Layout before',
			prior: 'Earlier study beside this one',
			secondWindow: 'Images in a second window',
			annexes: 'What lies beside the images',
			compare: 'Compare the marks: both, one, the other',
			crosshairs: 'Crosshairs',
			tiltLeft: 'Turn the plane to the left',
			tiltRight: 'Turn the plane to the right',
			tiltUp: 'Lean the plane back',
			tiltDown: 'Lean the plane forward'
		},
		pause: 'Pause',
		presets: {
			brain: 'Brain',
			subdural: 'Subdural',
			bone: 'Bone',
			lung: 'Lung',
			softTissue: 'Soft tissue',
			liver: 'Liver',
			header: 'As sent',
			table: 'As sent, by table',
			full: 'Full range',
			auto: 'Automatic'
		},
		preset: 'Window preset',
		customWindow: 'By hand',
		slice: 'Image number',
		position: (position: number, total: number) => `${position}/${total}`,
		windowLevel: (width: number, center: number) =>
			`W ${wholeNumber(width)} L ${wholeNumber(center)}`.replaceAll(',', '').replace('-', '−'),
		seriesNumber: (number: number) => `Series ${number}`,
		unnamedSeries: 'Unnamed series',
		images: (count: number) => (count === 1 ? '1 image' : `${count} images`),
		loaded: (loaded: number, total: number) => `${loaded} of ${total} loaded`,
		notLoaded: (count: number) => (count === 1 ? '1 not shown' : `${count} not shown`),
		cineRate: (framesPerSecond: number) => `${framesPerSecond} frames/s`,
		zoomedTo: (percent: number) => `${percent} %`,
		lacksOverlay: 'Overlay left out: it may carry names',
		keptOut: {
			'not-an-image': 'Not an image',
			'no-pixels': 'No pixel data',
			'unknown-size': 'Image size missing'
		},
		failed: (code: string, reason: string) =>
			code === 'signed-out'
				? 'You are signed out. Sign in again in another tab, then try again: nothing here is lost.'
				: code === 'metadata-failed'
					? `The images of this study could not be fetched: ${fetchReason(reason)}. The rest of the page still works.`
					: `This image cannot be shown: ${fetchReason(reason)}. The other images stay usable.`,
		markText: 'Text of the mark (optional)',
		removeMark: 'Delete the mark',
		again: 'again: one in the middle',
		hanging,
		annexes,
		priors,
		compare: (shown: 'both' | 'own' | 'others', own: string, others: string) =>
			shown === 'both' ? `${own}, ${others}` : shown === 'own' ? own : others,
		marksOf: (whose: string) => `Marks: ${whose}`,
		grid: {
			views: 'Views',
			layout: 'Layout',
			layoutName: (rows: number, columns: number) =>
				rows * columns === 1
					? 'One image'
					: rows === 1
						? `${columns} side by side`
						: `${rows} rows of ${columns}`,
			cell: (position: number, total: number, series: string) =>
				`Image ${position} of ${total}${series === '' ? '' : `: ${series}`}. Scroll with the arrow keys.`,
			emptyCell: 'Drop a series here, or choose one in the list.',
			plane: 'Plane',
			planes: {
				stack: 'As acquired',
				axial: 'Axial',
				coronal: 'Coronal',
				sagittal: 'Sagittal',
				oblique: 'Oblique'
			},
			threePlanes: 'Three planes',
			slab: 'Slab',
			noSlab: 'Thin',
			slabs: { maximum: 'Maximum', minimum: 'Minimum', average: 'Average' },
			slabThickness: 'Slab thickness in mm',
			slabOf: (kind: 'maximum' | 'minimum' | 'average', thicknessMm: number) =>
				`${{ maximum: 'MIP', minimum: 'MinIP', average: 'Average' }[kind]} ${Number(thicknessMm.toFixed(1))} mm`,
			together: 'In step',
			scrollTogether: 'Scroll',
			windowTogether: 'Window',
			inStepBy: { space: 'in step, same place', proportion: 'in step, same part of the series' },
			lines: 'Lines',
			crosshairs: 'Crosshairs',
			referenceLines: 'Reference lines',
			positionMm: (mm: number) => `${mm.toFixed(1).replace('-', '−')} mm`,
			noVolume: (reason: NoVolumeReason) => `No other plane: ${noVolume[reason]}`,
			misplacedMark: {
				cut: 'A mark needs an acquired image. Choose “As acquired”, then mark.',
				'other-study': 'A mark belongs on the study that is reviewed. Nothing was kept on the earlier one.',
				coarse: 'Wait for the whole image, then mark or measure. Nothing was kept on the coarse one.'
			}
		},
		toolbar: {
			measure: 'Measure',
			region: 'Region',
			turn: 'Turn',
			keyImages: 'Key images',
			noKeyImages: 'None yet.',
			keyImagesGo: 'Those that you add last until the images close.',
			keyImagesStay: 'Kept with your marks.',
			keyImage: (series: string, position: number) => `${series}, image ${position}`,
			flaggedImage: (series: string, position: number) => `Quality: ${series}, image ${position}`,
			onImage: { key: 'Key image', quality: 'Image quality flagged' }
		},
		measures: {
			length: (value: number, isMm: boolean) => (isMm ? `${fine(value)} mm` : `${fine(value)} px`),
			area: (value: number, isMm: boolean) => (isMm ? `${fine(value)} mm²` : `${fine(value)} px²`),
			angle: (degrees: number) => `${degrees.toFixed(1)}°`,
			value: (value: number, unit: string) => withUnit(signed(value), unit),
			colour: ([red = 0, green = 0, blue = 0]: readonly number[]) => `R ${red} G ${green} B ${blue}`,
			mean: (mean: number, deviation: number, unit: string) =>
				`Mean ${withUnit(signed(mean), unit)} · SD ${fine(deviation)}`,
			range: (min: number, max: number, unit: string) =>
				`Min ${signed(min)} · Max ${withUnit(signed(max), unit)}`,
			pixels: (count: number) => `n ${count}`,
			basis: { detector: 'at the detector', magnification: 'by estimated magnification' }
		},
		settings: {
			title: 'Settings of the images',
			mouse: 'Mouse',
			buttons: { left: 'Left button at opening', middle: 'Middle button', right: 'Right button' },
			wheel: 'Wheel (with Ctrl the other)',
			wheelActs: { scroll: 'Scroll', zoom: 'Zoom' },
			isScrollInverted: 'Scroll the other way round',
			hasNotes: 'Notes on the image',
			presets: 'Own windows',
			presetsHint: (modality: string) => `For ${modality}. A window without a name is not used.`,
			presetKey: (key: string) => `Key ${key}`,
			name: 'Name',
			center: 'Level',
			width: 'Width',
			takePresent: 'As on the screen',
			keys: 'Keys',
			keysHint: 'Choose a key, then press another. Delete takes it away.',
			changeKey: (act: string) => `Change the key: ${act}`,
			pressKey: 'Press a key …',
			noKey: 'none',
			keyTaken: (key: string, act: string) => `${key} is taken by “${act}”.`,
			keyOfPage: (key: string) => `${key} belongs to the page around the images.`,
			save: 'Save',
			cancel: 'Cancel',
			defaults: 'Back to the defaults',
			notKept: 'The settings hold until the images close, but could not be kept.',
			broken: 'A width is a number from 1, a level any number.'
		}
	}
} as const;
