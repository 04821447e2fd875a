import { tick } from 'svelte';
import { isWriting } from '#lib/viewer/controls/acts.ts';
import { firstOf, showFirst } from '#lib/viewer/hanging/first-view.ts';
import type { Hangings } from '#lib/viewer/hanging/hangings.svelte.ts';
import { makeTellers } from '#lib/viewer/loading/tellers.ts';
import type { Comparison } from '#lib/viewer/marks/comparison.svelte.ts';
import type { Priors } from '#lib/viewer/priors/priors.svelte.ts';
import { loadStudy } from '#lib/viewer/study/study.ts';
import type { Liking } from '#lib/viewer/tools/liking.svelte.ts';
import { openViewer } from './open-viewer.ts';
import type {
	DisplaySet,
	LoadProgress,
	StudySource,
	ViewerError,
	ViewerHandle,
	ViewerProps,
	ViewerState
} from './types.ts';

/** What a viewer's component keeps from one study to the next. */
type Kept = { liking: Liking; hangings: Hangings; comparison: Comparison; priors: Priors };

/** The studies that a viewer has open, how far they have come, and the handle that shows them. */
export class OpenStudies {
	displaySets = $state.raw<DisplaySet[]>([]);
	progress = $state.raw<Record<string, LoadProgress>>({});
	view = $state.raw<ViewerState | null>(null);
	error = $state.raw<ViewerError | null>(null);
	isOpening = $state(true);
	isCutOff = $state(false);
	/** It holds WebGL and workers, which a proxy would break: only the reference is state. */
	handle = $state.raw<ViewerHandle>();
	/** The mark whose text takes the keys: just drawn by a drag, or asked for by key. */
	writingMarkId = $state<string | null>(null);

	readonly #given: () => ViewerProps;
	readonly #kept: Kept;
	readonly #tellers = makeTellers((isLost) => (this.isCutOff = isLost));

	constructor(given: () => ViewerProps, kept: Kept) {
		this.#given = given;
		this.#kept = kept;
	}

	get #props(): ViewerProps {
		return this.#given();
	}

	/** Opens studies; the returned function closes them, and gives up what is still on its way. */
	open(sources: StudySource[]): () => void {
		const run = new AbortController();
		void this.#open(sources, run.signal);
		return () => {
			run.abort();
			this.#close();
		};
	}

	async #open(sources: StudySource[], signal: AbortSignal): Promise<void> {
		const startedMs = performance.now();
		this.isOpening = true;
		const onConnection = () => this.#tellers.teller();
		const answers = sources.map((source) => loadStudy(source, { onConnection: onConnection(), signal }));
		const opened = await this.#openViewer();
		if (signal.aborted) return opened.dispose();
		this.#begin(opened);
		let isReady = false;
		for (const pending of answers) {
			const answer = await pending;
			if (signal.aborted) return;
			if (!answer.ok) {
				this.error = answer.error;
				this.#props.onError?.(answer.error);
				continue;
			}
			this.#add(opened, answer.displaySets);
			if (isReady || !this.displaySets.some((set) => set.frames.length > 0)) continue;
			isReady = true;
			this.isOpening = false;
			this.#props.onReady?.(opened);
			// The cells have their elements once the page has drawn them.
			await tick();
			await this.#showFirst(opened, sources, signal);
			if (signal.aborted) return;
			if (opened.state().failure === null) this.#props.onFirstImage?.(performance.now() - startedMs);
		}
		this.isOpening = false;
	}

	/** Cornerstone is fetched while the headers are under way. */
	#openViewer(): Promise<ViewerHandle> {
		const { rendering = 'auto', labels } = this.#props;
		return openViewer({
			displaySets: [],
			rendering,
			words: labels.measures,
			onChange: (state) => {
				this.view = state;
				this.#props.onChange?.(state);
			},
			onProgress: (loading) => {
				this.progress = { ...this.progress, [loading.displaySetId]: loading };
			},
			onConnection: this.#tellers.teller(),
			onMark: (given) => this.#props.onMark?.(given),
			// Words that somebody is writing elsewhere keep the keys.
			onDrawn: (markId) => !isWriting() && (this.writingMarkId = markId),
			onError: (failed) => this.#props.onError?.(failed)
		});
	}

	#begin(opened: ViewerHandle): void {
		const { marks, others, readOnly = false } = this.#props;
		this.handle = opened;
		opened.tool(this.#kept.liking.now.buttons.left);
		this.view = opened.state();
		opened.setMarks($state.snapshot(marks) ?? [], { readOnly });
		this.#kept.comparison.begin(opened, others);
	}

	#add(opened: ViewerHandle, more: DisplaySet[]): void {
		this.#kept.liking.apply(opened, more);
		opened.add(more);
		this.displaySets = [...this.displaySets, ...more];
	}

	async #showFirst(opened: ViewerHandle, sources: StudySource[], signal: AbortSignal): Promise<void> {
		const { hangings, liking } = this.#kept;
		const { displaySets } = this;
		const uids = sources.map(({ studyUid }) => studyUid);
		await hangings.find(this.#props.hanging, displaySets, uids);
		if (signal.aborted) return;
		const { marks, others, readOnly = false } = this.#props;
		const mark = firstOf([...(marks ?? []), ...(others?.marks ?? [])], readOnly || others !== undefined);
		await showFirst(opened, hangings, { displaySets, mark, layouts: liking.now.layouts });
	}

	/** An earlier study beside what is open. */
	async openPrior(source: StudySource | undefined): Promise<void> {
		const { handle: opened } = this;
		const { priors, hangings } = this.#kept;
		if (!opened || !source) return;
		const arrived = await priors.fetch(source, this.displaySets, this.#tellers.teller());
		if (this.handle !== opened) return;
		this.#add(opened, arrived);
		const { studies, hanging } = this.#props;
		const uids = [...studies, source].map(({ studyUid }) => studyUid);
		if (priors.shownUid === source.studyUid)
			await hangings.besidePrior(opened, { hanging, displaySets: this.displaySets, uids });
	}

	#close(): void {
		this.handle?.dispose();
		this.#kept.hangings.clear();
		this.#kept.priors.clear();
		this.handle = undefined;
		this.displaySets = [];
		this.progress = {};
		this.#tellers.forget();
		this.view = null;
		this.error = null;
	}
}
