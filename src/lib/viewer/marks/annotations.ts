import { eventTarget, utilities as coreUtilities, type StackViewport } from '@cornerstonejs/core';
import {
	AnnotationTool,
	annotation,
	ArrowAnnotateTool,
	cancelActiveManipulations,
	Enums,
	type Types
} from '@cornerstonejs/tools';
import { EllipseMarkTool } from './ellipse-mark.ts';
import { drawMark, findMarks, isUnfinished, kindOf } from './marks.ts';
import { grownPoints, middlePoints, movedPoints } from './place-mark.ts';
import { redrawAnnotations } from '#lib/viewer/controls/tools.ts';
import { isCutImage } from '#lib/viewer/volume/cut-images.ts';
import type { DisplaySet, Mark, MarkKind } from '#lib/viewer/types.ts';

const { DefaultHistoryMemo } = coreUtilities.HistoryMemo;
const { state, locking, selection } = annotation;

type Point = ReturnType<StackViewport['canvasToWorld']>;

/** The marks and measurements of one viewer. Marks are kept by the page, measurements last as long as the viewer. */
export type Annotations = {
	marks(): Mark[];
	set(marks: Mark[], isReadOnly: boolean): void;
	remove(id: string): void;
	removeSelected(): void;
	label(id: string, text: string): void;
	/** Makes a mark in the middle of what is seen. */
	place(kind: MarkKind): void;
	/** Moves the selected mark by screen pixels. */
	move(horizontalPx: number, verticalPx: number): void;
	grow(factor: number): void;
	undo(): void;
	/** Draws marks whose display set has arrived since. */
	refresh(): void;
	selectedMarkId(): string | null;
	deselect(): void;
	close(): void;
};

export function makeAnnotations(viewer: {
	/** That of the active cell; undefined before it has an element. */
	viewport(): StackViewport | undefined;
	viewportIds(): string[];
	halfPixel: number;
	displaySets(): DisplaySet[];
	onMark(marks: Mark[]): void;
	onDrawn(markId: string): void;
	/** A mark was drawn on a slice that was made: no instance could carry it. */
	onMisplaced(): void;
	onChange(): void;
}): Annotations {
	const shownImageId = () => viewer.viewport()?.getCurrentImageId();
	const redraw = () => redrawAnnotations(viewer.viewportIds());
	/** Marks that were given but whose display set is not here yet. */
	let pending: { mark: Mark; isReadOnly: boolean }[] = [];
	let selected: string | null = null;
	/** While marks are set from outside nobody needs to be told about them. */
	let isSetting = false;
	DefaultHistoryMemo.size = 50;

	const isOwn = (drawn: Types.Annotation) => {
		const imageId = drawn.metadata?.referencedImageId;
		const isFrame = viewer.displaySets().some((set) => set.frames.some((frame) => frame.imageId === imageId));
		return isFrame || isCutImage(imageId);
	};
	const drawnMarks = () => findMarks(viewer.displaySets(), viewer.halfPixel);
	const marks = () => [...drawnMarks(), ...pending.map(({ mark }) => mark)];

	let isNoticePending = false;
	function notice(event: Event): void {
		if (!(event instanceof CustomEvent) || isSetting) return;
		const drawn: Types.Annotation = event.detail.annotation;
		if (!isOwn(drawn)) return;
		const isRemoved = event.type === Enums.Events.ANNOTATION_REMOVED;
		if (isRemoved && selected === drawn.annotationUID) selected = null;
		else if (!isRemoved && !isUnfinished(drawn)) selected = drawn.annotationUID ?? null;
		if (event.type === Enums.Events.ANNOTATION_COMPLETED && kindOf(drawn) && drawn.annotationUID) {
			if (isCutImage(drawn.metadata?.referencedImageId)) {
				silently(() => state.removeAnnotation(drawn.annotationUID ?? ''));
				selected = null;
				return viewer.onMisplaced();
			}
			viewer.onDrawn(drawn.annotationUID);
		}
		if (isNoticePending) return;
		isNoticePending = true;
		// A drag sends one event for each move of the hand; the page hears once a frame.
		requestAnimationFrame(() => {
			isNoticePending = false;
			if (kindOf(drawn)) viewer.onMark(marks());
			viewer.onChange();
		});
	}
	const names = [
		Enums.Events.ANNOTATION_COMPLETED,
		Enums.Events.ANNOTATION_MODIFIED,
		Enums.Events.ANNOTATION_REMOVED
	];
	for (const name of names) eventTarget.addEventListener(name, notice);

	function silently(act: () => void): void {
		isSetting = true;
		act();
		isSetting = false;
		redraw();
	}

	function removeWithUndo(drawn: Types.Annotation | undefined): void {
		const element = viewer.viewport()?.element;
		if (!element || !drawn?.annotationUID || locking.isAnnotationLocked(drawn.annotationUID)) return;
		AnnotationTool.createAnnotationMemo(element, drawn, { deleting: true });
		state.removeAnnotation(drawn.annotationUID);
		redraw();
	}

	/** What is selected on this frame, else what was drawn last on it. */
	function findSelected(): Types.Annotation | undefined {
		const here = state
			.getAllAnnotations()
			.filter((drawn) => drawn.metadata?.referencedImageId === shownImageId());
		const picked = here.find((drawn) => selection.isAnnotationSelected(drawn.annotationUID ?? ''));
		return picked ?? here.find((drawn) => drawn.annotationUID === selected) ?? here.at(-1);
	}

	/** The page hears of a change that no pointer made. */
	function told(): void {
		redraw();
		viewer.onMark(marks());
		viewer.onChange();
	}

	function reshape(change: (points: Point[], kind: MarkKind, viewport: StackViewport) => Point[]): void {
		const viewport = viewer.viewport();
		const drawn = state.getAnnotation(selected ?? '');
		const kind = kindOf(drawn);
		const points = drawn?.data.handles?.points;
		const isHere = drawn?.metadata?.referencedImageId === shownImageId();
		if (!viewport || !drawn?.data.handles || !kind || !points || !isHere) return;
		if (locking.isAnnotationLocked(selected ?? '')) return;
		AnnotationTool.createAnnotationMemo(viewport.element, drawn);
		drawn.data.handles.points = change(points, kind, viewport);
		drawn.invalidated = true;
		told();
	}

	const annotations: Annotations = {
		marks,
		set(given, isReadOnly) {
			silently(() => {
				for (const mark of drawnMarks()) state.removeAnnotation(mark.id);
				selected = null;
				pending = given.map((mark) => ({ mark, isReadOnly }));
			});
			annotations.refresh();
		},
		refresh() {
			// Cornerstone draws an annotation for an element that shows something.
			const viewport = viewer.viewport();
			if (!viewport || pending.length === 0 || !shownImageId()) return;
			silently(() => {
				pending = pending.filter(({ mark, isReadOnly }) => {
					const imageId = findImageId(viewer.displaySets(), mark);
					if (!imageId) return true;
					drawMark(viewport, mark, imageId, viewer.halfPixel);
					if (isReadOnly) locking.setAnnotationLocked(mark.id, true);
					return false;
				});
			});
		},
		remove: (id) => removeWithUndo(state.getAnnotation(id)),
		removeSelected: () => removeWithUndo(findSelected()),
		label(id, text) {
			const drawn = state.getAnnotation(id);
			if (!drawn || locking.isAnnotationLocked(id) || drawn.data.label === text) return;
			drawn.data.label = text;
			redraw();
			viewer.onMark(marks());
		},
		place(kind) {
			const viewport = viewer.viewport();
			const referencedImageId = shownImageId();
			// A mark points at a frame that was acquired: a slice that was made has no instance to be kept with.
			if (!viewport || !referencedImageId || isCutImage(referencedImageId)) return;
			const annotationUID = crypto.randomUUID();
			const points = middlePoints(viewport, kind);
			const place = { annotationUID, referencedImageId };
			silently(() => {
				if (kind === 'arrow') ArrowAnnotateTool.hydrate(viewport.id, points, '', place);
				else EllipseMarkTool.hydrate(viewport.id, points, { ...place, toolInstance: new EllipseMarkTool() });
			});
			const drawn = state.getAnnotation(annotationUID);
			if (!drawn) return;
			drawn.data.handles = { ...drawn.data.handles, activeHandleIndex: null };
			if (kind === 'arrow') Object.assign(drawn.data.handles, { arrowFirst: true });
			AnnotationTool.createAnnotationMemo(viewport.element, drawn, { newAnnotation: true });
			selected = annotationUID;
			told();
		},
		move: (horizontalPx, verticalPx) =>
			reshape((points, _kind, viewport) => movedPoints(viewport, points, [horizontalPx, verticalPx])),
		grow: (factor) => reshape((points, kind) => grownPoints(points, kind, factor)),
		undo() {
			const element = viewer.viewport()?.element;
			if (element) cancelActiveManipulations(element);
			DefaultHistoryMemo.undo();
			redraw();
		},
		selectedMarkId() {
			const drawn = selected === null ? undefined : state.getAnnotation(selected);
			const isHere = drawn?.metadata?.referencedImageId === shownImageId();
			return selected !== null && kindOf(drawn) && isHere && !locking.isAnnotationLocked(selected)
				? selected
				: null;
		},
		deselect() {
			selected = null;
		},
		close() {
			for (const name of names) eventTarget.removeEventListener(name, notice);
			for (const drawn of state.getAllAnnotations()) {
				if (isOwn(drawn) && drawn.annotationUID) state.removeAnnotation(drawn.annotationUID);
			}
			DefaultHistoryMemo.size = 50;
		}
	};
	return annotations;
}

function findImageId(displaySets: DisplaySet[], mark: Mark): string | undefined {
	return displaySets
		.flatMap((set) => set.frames)
		.find((frame) => frame.sopInstanceUid === mark.sopInstanceUid && frame.frameNumber === mark.frameNumber)
		?.imageId;
}
