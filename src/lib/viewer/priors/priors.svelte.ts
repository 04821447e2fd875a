import { loadStudy, type StudyAnswer } from '#lib/viewer/study/study.ts';
import type { DisplaySet, StudySource, ViewerError } from '#lib/viewer/types.ts';

/** Which earlier study somebody asked for, and what came of it. */
export class Priors {
	/** Why the one that was asked for last is not here. */
	failure = $state.raw<ViewerError | null>(null);
	/** The one that was asked for last. */
	shownUid = $state<string | null>(null);

	/** Those that were asked for and are not here yet. */
	#underWay: Record<string, Promise<StudyAnswer> | undefined> = {};
	#closing = new AbortController();

	/**
	 * Fetches one that was asked for; empty when it is among `there`, goes to who asked before or cannot be had. No marks are made
	 * on it.
	 */
	async fetch(
		source: StudySource,
		there: readonly DisplaySet[],
		onConnection?: (isLost: boolean) => void
	): Promise<DisplaySet[]> {
		this.failure = null;
		this.shownUid = source.studyUid;
		if (there.some(({ studyUid }) => studyUid === source.studyUid)) return [];
		const underWay = this.#underWay[source.studyUid];
		if (underWay) {
			await underWay;
			return [];
		}
		const asked = loadStudy(source, { onConnection, signal: this.#closing.signal });
		this.#underWay[source.studyUid] = asked;
		const answer = await asked;
		if (this.#underWay[source.studyUid] === asked) this.#underWay[source.studyUid] = undefined;
		if (answer.ok) return answer.displaySets.map((set) => ({ ...set, takesNoMarks: true }));
		if (this.shownUid === source.studyUid) [this.failure, this.shownUid] = [answer.error, null];
		return [];
	}

	/** The one after that which was asked for last, round and round; undefined where there is none at all. */
	next(sources: readonly StudySource[]): StudySource | undefined {
		const at = sources.findIndex(({ studyUid }) => studyUid === this.shownUid);
		return sources[(at + 1) % Math.max(1, sources.length)];
	}

	clear(): void {
		this.failure = null;
		this.shownUid = null;
		this.#underWay = {};
		this.#closing.abort();
		this.#closing = new AbortController();
	}
}
