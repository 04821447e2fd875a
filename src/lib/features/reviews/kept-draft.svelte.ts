import { untrack } from 'svelte';
import { browser } from '$app/environment';
import { ActiveTime } from './active-time.ts';
import { Autosave } from './autosave.svelte.ts';
import { dropBackup, findBackup, keepBackup } from './draft-backup.ts';
import { ReviewForm } from './review-form.svelte.ts';
import { isSameDraft, sendDraft, type DraftText } from './save-draft.ts';
import { watchPage } from './watch-page.ts';
import type { Workspace } from './workspace-queries.server.ts';

type Given = {
	/** As the page was opened. */
	workspace: Pick<Workspace, 'assignmentId' | 'draft' | 'now'>;
	/** What a refused form said, where no script had kept it. */
	posted: Pick<DraftText, 'impression' | 'body'> | null;
	/** Whether the impression stands by now, whatever other versions say. */
	isLocked: () => boolean;
};

/** The draft of one case on its page: the form, and how it comes to the server, a moment after each change. */
export class KeptDraft {
	readonly form: ReviewForm;
	readonly save: Autosave<DraftText>;
	/** Of two versions the page shows the other tab's. */
	isShowingOther = $state(false);

	readonly #id: string;
	readonly #isLocked: () => boolean;
	readonly #time: ActiveTime;
	readonly #backup: ReturnType<typeof findBackup>;

	constructor({ workspace: { assignmentId, draft, now }, posted, isLocked }: Given) {
		this.#id = assignmentId;
		this.#isLocked = isLocked;
		this.form = new ReviewForm(posted ?? draft);
		this.#time = new ActiveTime(draft.activeMs);
		this.#backup = browser ? findBackup(sessionStorage, assignmentId) : null;
		this.save = new Autosave<DraftText>({
			revision: draft.revision,
			savedAt: draft.savedAt === null ? null : Date.now() - (now - draft.savedAt),
			read: () => this.#text(),
			send: (text, revision) => sendDraft(`/reviews/${assignmentId}/draft`, text, revision),
			isSame: isSameDraft,
			now: () => Date.now(),
			wait: (ms, run) => {
				const timer = setTimeout(run, ms);
				return () => clearTimeout(timer);
			}
		});
		this.#saveChanges();
		this.#backUp();
	}

	/** Milliseconds of work on the case until now. */
	activeMs(): number {
		return this.#time.totalMs(performance.now());
	}

	/** Once the page runs: takes up what a reload left behind, counts the time, saves when it is time to. Returns what ends it. */
	begin(): () => void {
		this.#restore();
		return watchPage(this.#time, this.save);
	}

	/** Shows the other of two versions, and keeps the one that was shown. */
	swap(): void {
		const { theirs } = this.save;
		if (!theirs) return;
		const mine = this.#text();
		this.#load(theirs);
		this.save.theirs = mine;
		this.isShowingOther = !this.isShowingOther;
	}

	#text(): DraftText {
		return { impression: this.form.impression, body: this.form.body(), activeMs: this.activeMs() };
	}

	#load(version: DraftText): void {
		this.form.load({
			...version,
			impression: this.#isLocked() ? this.form.impression : version.impression
		});
	}

	#restore(): void {
		const backup = this.#backup;
		if (!backup) return;
		const theirs = this.#text();
		// The last save had reached the server although the page was left before its answer.
		if (isSameDraft(theirs, backup)) return;
		this.#load(backup);
		// Another tab was quicker: both versions are there, and the reviewer says which one counts.
		if (backup.revision < this.save.revision) this.save.offer(theirs);
	}

	#saveChanges(): void {
		const { form } = this;
		let lastText = JSON.stringify([form.impression, form.body()]);
		$effect(() => {
			const text = JSON.stringify([form.impression, form.body()]);
			if (text === lastText) return;
			lastText = text;
			untrack(() => this.save.changed());
		});
	}

	/** What the server has not got survives a reload of the page; what it has is kept nowhere else. */
	#backUp(): void {
		const { form, save } = this;
		$effect(() => {
			const draft = { impression: form.impression, body: form.body() };
			const { status } = save;
			untrack(() => {
				if (status === 'saved' || status === 'ended') dropBackup(sessionStorage, this.#id);
				if (status !== 'offline' && status !== 'signed-out') return;
				const { revision } = save;
				keepBackup(sessionStorage, this.#id, { ...draft, activeMs: this.activeMs(), revision });
			});
		});
	}
}
