import { createContext, untrack } from 'svelte';
import type { Tone } from './tone.ts';

/** What happened after an act. */
export type Announcement = { readonly id: number; readonly text: string; readonly tone: Tone };

/** Most notes shown at once; older ones go. */
const SHOWN = 3;

/** Says what happened after an act, to eyes and to screen readers. Notes stay until dismissed or pushed out by newer ones. */
export class Announcer {
	#notes = $state.raw<readonly Announcement[]>([]);
	#nextId = 1;

	/** The notes now shown, oldest first. */
	get notes(): readonly Announcement[] {
		return this.#notes;
	}

	say(text: string, tone: Tone = 'good'): void {
		// Untracked, so that an effect may say something.
		const before = untrack(() => this.#notes);
		this.#notes = [...before, { id: this.#nextId, text, tone }].slice(-SHOWN);
		this.#nextId += 1;
	}

	dismiss(id: number): void {
		this.#notes = this.#notes.filter((note) => note.id !== id);
	}

	/** Forgets everything that is not a problem: called when the person goes elsewhere. */
	clear(): void {
		this.#notes = this.#notes.filter((note) => note.tone === 'look');
	}
}

/** The page's announcer: the shell sets it, screens get it. */
export const [getAnnouncer, setAnnouncer] = createContext<Announcer>();
