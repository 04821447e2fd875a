import { hanging } from './hanging.ts';

const wholeNumber = (value: number) => value.toLocaleString('en', { maximumFractionDigits: 0 });

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

export const imaging = {
	viewer: {
		viewer: 'Images',
		image: 'Image. Scroll with the arrow keys.',
		series: 'Series',
		tools: 'Image tools',
		loading: 'Loading images …',
		noImages: 'This study holds no image that can be shown.',
		retry: 'Try again',
		connectionLost: 'Connection lost. Trying again …',
		acts: {
			window: 'Window',
			pan: 'Pan',
			zoom: 'Zoom',
			length: 'Length',
			arrow: 'Arrow',
			outline: 'Ellipse',
			ellipse: 'Region',
			probe: 'Value',
			invert: 'Invert',
			reset: 'Reset',
			fit: 'Fit',
			actualSize: '1:1',
			play: 'Play',
			undo: 'Undo',
			remove: 'Delete mark or measurement',
			label: 'Text of the mark',
			moveUp: 'Move the mark up',
			moveDown: 'Move the mark down',
			moveLeft: 'Move the mark left',
			moveRight: 'Move the mark right',
			grow: 'Larger mark',
			shrink: 'Smaller mark',
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
		keptOut: {
			'not-an-image': 'Not an image',
			'no-pixels': 'No pixel data',
			'unknown-size': 'Image size missing'
		},
		failed: (code: string, reason: string) =>
			code === 'signed-out'
				? 'You are signed out. Sign in again in another tab, then try again: nothing here is lost.'
				: code === 'metadata-failed'
					? `The images of this study could not be fetched (${reason}). The rest of the page still works.`
					: `This image cannot be shown: ${reason}. The other images stay usable.`,
		markText: 'Text of the mark (optional)',
		removeMark: 'Delete the mark',
		again: 'again: one in the middle',
		hanging,
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
				`${{ maximum: 'MIP', minimum: 'MinIP', average: 'Average' }[kind]} ${thicknessMm} mm`,
			together: 'In step',
			scrollTogether: 'Scroll',
			windowTogether: 'Window',
			inStepBy: { space: 'in step, same place', proportion: 'in step, same part of the series' },
			lines: 'Lines',
			crosshairs: 'Crosshairs',
			referenceLines: 'Reference lines',
			positionMm: (mm: number) => `${mm.toFixed(1).replace('-', '−')} mm`,
			noVolume: (reason: NoVolumeReason) => `No other plane: ${noVolume[reason]}`,
			misplacedMark: 'A mark needs an acquired image. Choose “As acquired”, then mark.'
		}
	}
} as const;
