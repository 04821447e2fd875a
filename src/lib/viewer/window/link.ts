import type { OtherMarks } from '#lib/viewer/marks/types.ts';
import type { Mark, Point3 } from '#lib/viewer/types.ts';

/** Where somebody looks: the frame of a series, and its place in the patient where the header tells it. */
export type Whereabouts = {
	displaySetId: string;
	/** Null in a plane that was cut: the other window may not have it. */
	position: number | null;
	place: { frameOfReferenceUid: string; normal: Point3; point: Point3 } | null;
};

/** How the active cell makes grey of values. */
export type Tone = {
	/** Which of the cells it is. */
	cell: number;
	displaySetId: string;
	/** Null before the image stands, in colour, and while a table is in its place. */
	window: { center: number; width: number } | null;
	isInverted: boolean;
};

/** What two windows on the same images say to each other. */
export type WindowMessage =
	/** The second one is there and asks for the state. */
	| { kind: 'hello' }
	/** The first one shows these images, and says so whenever it shows others. */
	| {
			kind: 'state';
			path: string;
			marks: Mark[];
			others?: OtherMarks;
			readOnly: boolean;
			/** The first one shows the report, so that the second may ask for it. */
			isReportOpen: boolean;
			where: Whereabouts | null;
			tone: Tone | null;
	  }
	| { kind: 'marks'; marks: Mark[] }
	| { kind: 'where'; where: Whereabouts }
	| { kind: 'tone'; tone: Tone }
	/** The first one leaves its images: those of another case may follow. */
	| { kind: 'left' }
	/** To a tab that leads with the same id, as a duplicated one does: the pair is another's. */
	| { kind: 'taken' };

/** A message with who sent it, for whom it is (anybody where nobody is named), and the case that it is about. */
export type Letter = {
	from: 'first' | 'second';
	tab: string;
	to: string | null;
	path: string;
	message: WindowMessage;
};

/** One end of what ties two windows of a browser together. */
export type WindowLink = { post(message: WindowMessage): void; close(): void };

/** Opens the channel of a pair of windows. Only windows of the same origin hear it. */
export function openLink(
	pairId: string,
	own: { from: Letter['from']; tab: string; to(): string | null; path(): string },
	onLetter: (letter: Letter) => void
): WindowLink {
	const channel = new BroadcastChannel(`overread.images.${pairId}`);
	// What is in the channel was put there by the lines below.
	channel.onmessage = ({ data: letter }: MessageEvent<Letter>) => {
		if (letter.to === null || letter.to === own.tab) onLetter(letter);
	};
	const { from, tab } = own;
	return {
		post: (message) => channel.postMessage({ from, tab, to: own.to(), path: own.path(), message }),
		close: () => channel.close()
	};
}

const nameOf = (pairId: string) => `overread-images-${pairId}`;
const storageKey = 'overread.images';

/** The id of this tab's pair, which outlives a reload and the next case; null before a second window was ever opened. */
export function ownPairId(): string | null {
	return sessionStorage.getItem(storageKey);
}

export function makePairId(): string {
	const made = crypto.randomUUID();
	sessionStorage.setItem(storageKey, made);
	return made;
}

/** This tab leads no pair any more. */
export function forgetPairId(): void {
	sessionStorage.removeItem(storageKey);
}

/** The id of the pair that a second window belongs to; null in a window that was opened otherwise. */
export function givenPairId(): string | null {
	const prefix = nameOf('');
	return window.name.startsWith(prefix) ? window.name.slice(prefix.length) : null;
}

/** Opens the second window of a pair, or brings it to the front; false where the browser keeps it from opening. */
export function openSecond(pairId: string, path: string): boolean {
	return (
		window.open(path, nameOf(pairId), `popup,width=${screen.availWidth},height=${screen.availHeight}`) !==
		null
	);
}

const signedOut = 'overread.signed-out';

/** Tells all windows of this browser that nobody is signed in any more. */
export function saySignedOut(): void {
	const channel = new BroadcastChannel(signedOut);
	channel.postMessage('');
	channel.close();
}

/** Hears of it; returns the way to stop. */
export function onSignedOut(act: () => void): () => void {
	const channel = new BroadcastChannel(signedOut);
	channel.onmessage = act;
	return () => channel.close();
}
