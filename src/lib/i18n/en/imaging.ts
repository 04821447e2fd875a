const wholeNumber = (value: number) => value.toLocaleString('en', { maximumFractionDigits: 0 });

export const imaging = {
	viewer: {
		viewer: 'Images',
		image: 'Image. Scroll with the arrow keys.',
		series: 'Series',
		tools: 'Image tools',
		loading: 'Loading images …',
		noImages: 'This study holds no image that can be shown.',
		retry: 'Try again',
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
			zoomOut: 'Zoom out'
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
		again: 'again: one in the middle'
	}
} as const;
