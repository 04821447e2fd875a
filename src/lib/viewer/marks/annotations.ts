import { eventTarget, utilities as coreUtilities, type StackViewport } from '@cornerstonejs/core';
import {
	AnnotationTool,
	annotation,
	cancelActiveManipulations,
	Enums,
	type Types
} from '@cornerstonejs/tools';
import { drawMark, findMarks, isUnfinished, kindOf, placeMark } from './marks.ts';
import { makeNotices } from './notices.ts';
import { grownPoints, movedPoints } from './place-mark.ts';
import { isMarkOn } from './is-mark-on.ts';
import { makeOtherMarks } from './other-marks.ts';
import { whyNoMark } from './why-no-mark.ts';
import { redrawAnnotations } from '#lib/viewer/controls/tools.ts';
import { isCoarseImage } from '#lib/viewer/loading/coarse-image.ts';
import { isCutImage } from '#lib/viewer/volume/cut-images.ts';
import { drawMeasurement, pointsOf, setPoints } from '#lib/viewer/tools/measurements.ts';
import { handleCount, movedHandle } from '#lib/viewer/tools/shapes.ts';
import { measureOf } from '#lib/viewer/tools/toolset.ts';
import type { DisplaySet, DrawingTool, Mark, MeasureTool, MisplacedMark, Point3 } from '#lib/viewer/types.ts';

const { DefaultHistoryMemo } = coreUtilities.HistoryMemo;
const { state, locking, selection, visibility } = annotation;

type Point = ReturnType<StackViewport['canvasToWorld']>;

/** The marks and measurements of one viewer. Marks are kept by the page, measurements last as long as the viewer. */
export type Annotations = {
	marks(): Mark[];
	set(marks: Mark[], isReadOnly: boolean): void;
	remove(id: string): void;
	removeSelected(): void;
	label(id: string, text: string): void;
	/** Makes a mark or a measurement in the middle of what is seen. */
	place(tool: DrawingTool): void;
	/** Moves what is selected, or its chosen point, by screen pixels. */
	move(horizontalPx: number, verticalPx: number): void;
	/** Chooses the next point of what is selected, after the last one all of it again. */
	nextHandle(): void;
	/** Something on this frame would move. */
	isHolding(): boolean;
	grow(factor: number): void;
	undo(): void;
	/** Draws marks whose display set has arrived since. */
	refresh(): void;
	selectedMarkId(): string | null;
	deselect(): void;
	others: Pick<ReturnType<typeof makeOtherMarks>, 'set' | 'show'>;
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
	/** A mark was drawn where none can be kept, and is gone. */
	onMisplaced(why: MisplacedMark): void;
	onChange(): void;
}): Annotations {
	const shownImageId = () => viewer.viewport()?.getCurrentImageId();
	const redraw = () => redrawAnnotations(viewer.viewportIds());
	/** Marks that were given but whose display set is not here yet. */
	let pending: { mark: Mark; isReadOnly: boolean }[] = [];
	let selected: string | null = null;
	/** The point of it that keys move; null moves all of them. */
	let handle: number | null = null;
	/** While marks are set from outside nobody needs to be told about them. */
	let isSetting = false;
	DefaultHistoryMemo.size = 50;

	function select(id: string | null): void {
		const before = state.getAnnotation(selected ?? '');
		if (before?.data.handles && handle !== null) before.data.handles.activeHandleIndex = null;
		selected = id;
		handle = null;
	}

	const isOwn = (drawn: Types.Annotation) => {
		const imageId = drawn.metadata?.referencedImageId;
		const isFrame = viewer.displaySets().some((set) => set.frames.some((frame) => frame.imageId === imageId));
		return isFrame || isCutImage(imageId) || isCoarseImage(imageId);
	};
	const markable = () => viewer.displaySets().filter((set) => !set.takesNoMarks);
	const drawnMarks = () => findMarks(markable(), viewer.halfPixel);
	const marks = () => [...drawnMarks(), ...pending.map(({ mark }) => mark)];

	const others = makeOtherMarks({
		...viewer,
		own: () => drawnMarks().map(({ id }) => id),
		silently
	});
	const notices = makeNotices((areMarks) => {
		if (areMarks) viewer.onMark(marks());
		viewer.onChange();
	});
	function notice(event: Event): void {
		if (!(event instanceof CustomEvent) || isSetting) return;
		const drawn: Types.Annotation = event.detail.annotation;
		if (!isOwn(drawn)) return;
		const isRemoved = event.type === Enums.Events.ANNOTATION_REMOVED;
		const isDone = kindOf(drawn) ? !isUnfinished(drawn) : true;
		if (isRemoved && selected === drawn.annotationUID) select(null);
		else if (!isRemoved && isDone && selected !== drawn.annotationUID) select(drawn.annotationUID ?? null);
		const whyNot = whyNoMark(viewer.displaySets(), drawn.metadata?.referencedImageId);
		// What lies on a coarse image would be gone with it, and a measurement is none.
		const isLasting = kindOf(drawn) !== undefined || whyNot === 'coarse';
		if (event.type === Enums.Events.ANNOTATION_COMPLETED && isLasting && drawn.annotationUID) {
			if (whyNot) {
				silently(() => state.removeAnnotation(drawn.annotationUID ?? ''));
				select(null);
				return viewer.onMisplaced(whyNot);
			}
			viewer.onDrawn(drawn.annotationUID);
		}
		notices.ask(kindOf(drawn) !== undefined);
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

	/** Neither somebody else's nor put out of sight while others' marks are compared. */
	const isInReach = ({ annotationUID: id = '' }: Types.Annotation) =>
		!locking.isAnnotationLocked(id) && visibility.isAnnotationVisible(id) !== false;

	/** What is selected on this frame, else what was drawn last on it. */
	function findSelected(): Types.Annotation | undefined {
		const here = state
			.getAllAnnotations()
			.filter((drawn) => drawn.metadata?.referencedImageId === shownImageId() && isInReach(drawn));
		const picked = here.find((drawn) => selection.isAnnotationSelected(drawn.annotationUID ?? ''));
		return picked ?? here.find((drawn) => drawn.annotationUID === selected) ?? here.at(-1);
	}

	/** The page hears of a change that no pointer made. */
	function told(drawn: Types.Annotation): void {
		redraw();
		if (kindOf(drawn)) viewer.onMark(marks());
		viewer.onChange();
	}

	/** What keys may move: it is selected, on this frame, and not only to be seen. */
	function held(): { drawn: Types.Annotation; tool: DrawingTool; viewport: StackViewport } | null {
		const viewport = viewer.viewport();
		const drawn = state.getAnnotation(selected ?? '');
		const kind = kindOf(drawn);
		const tool = kind === 'ellipse' ? 'outline' : (kind ?? measureOf(drawn?.metadata?.toolName));
		const isHere = drawn?.metadata?.referencedImageId === shownImageId();
		if (!viewport || !drawn || !tool || !isHere || locking.isAnnotationLocked(selected ?? '')) return null;
		return { drawn, tool, viewport };
	}

	function reshape(change: (points: Point[], tool: DrawingTool, viewport: StackViewport) => Point[]): void {
		const found = held();
		if (!found) return;
		const { drawn, tool, viewport } = found;
		AnnotationTool.createAnnotationMemo(viewport.element, drawn);
		setPoints(drawn, change(pointsOf(drawn), tool, viewport));
		drawn.invalidated = true;
		told(drawn);
	}

	const annotations: Annotations = {
		marks,
		set(given, isReadOnly) {
			silently(() => {
				for (const mark of drawnMarks()) state.removeAnnotation(mark.id);
				select(null);
				pending = given.map((mark) => ({ mark, isReadOnly }));
			});
			annotations.refresh();
		},
		refresh() {
			// Cornerstone draws an annotation for an element that shows something.
			const viewport = viewer.viewport();
			others.refresh();
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
		removeSelected() {
			const element = viewer.viewport()?.element;
			// What is still being drawn ends first, or its tool would go on with nothing.
			if (element) cancelActiveManipulations(element);
			removeWithUndo(findSelected());
		},
		label(id, text) {
			const drawn = state.getAnnotation(id);
			if (!drawn || locking.isAnnotationLocked(id) || drawn.data.label === text) return;
			drawn.data.label = text;
			redraw();
			viewer.onMark(marks());
		},
		place(tool) {
			const viewport = viewer.viewport();
			const isMark = tool === 'arrow' || tool === 'outline';
			const whyNot = whyNoMark(viewer.displaySets(), shownImageId());
			if (whyNot && (isMark || whyNot === 'coarse')) return viewer.onMisplaced(whyNot);
			if (!viewport || !shownImageId()) return;
			let drawn: Types.Annotation | undefined;
			silently(() => {
				drawn = isMark ? placeMark(viewport, tool) : drawMeasurement(viewport, tool);
			});
			if (!drawn?.annotationUID) return;
			AnnotationTool.createAnnotationMemo(viewport.element, drawn, { newAnnotation: true });
			select(drawn.annotationUID);
			told(drawn);
		},
		move: (horizontalPx, verticalPx) =>
			reshape((points, tool, viewport) => {
				const all = movedPoints(viewport, points, [horizontalPx, verticalPx]);
				const [from, to] = [points[handle ?? -1], all[handle ?? -1]];
				if (handle === null || !from || !to) return all;
				const delta: Point3 = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
				return movedHandle(shapeOf(tool), points.map(toPoint3), handle, delta);
			}),
		grow: (factor) =>
			reshape((points, tool) => grownPoints(points, tool === 'arrow' ? 'arrow' : 'ellipse', factor)),
		nextHandle() {
			const found = held();
			if (!found?.drawn.data.handles) return;
			const next = handle === null ? 0 : handle + 1;
			handle = next < handleCount(shapeOf(found.tool)) ? next : null;
			found.drawn.data.handles.activeHandleIndex = handle;
			redraw();
		},
		isHolding: () => held() !== null,
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
		deselect: () => select(null),
		others,
		close() {
			notices.close();
			for (const name of names) eventTarget.removeEventListener(name, notice);
			for (const drawn of state.getAllAnnotations()) {
				if (isOwn(drawn) && drawn.annotationUID) state.removeAnnotation(drawn.annotationUID);
			}
			DefaultHistoryMemo.size = 50;
		}
	};
	return annotations;
}

/** An arrow moves as a line does, an ellipse as any ellipse. */
function shapeOf(tool: DrawingTool): MeasureTool {
	return tool === 'arrow' ? 'length' : tool === 'outline' ? 'ellipse' : tool;
}

const toPoint3 = ([x, y, z]: Point): Point3 => [x, y, z];

function findImageId(displaySets: DisplaySet[], mark: Mark): string | undefined {
	return displaySets.flatMap((set) => set.frames).find((frame) => isMarkOn(mark, frame))?.imageId;
}
