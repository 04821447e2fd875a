import { noAnswer } from '#lib/viewer/loading/frame-queue.ts';
import { askAgain, type Line } from '#lib/viewer/loading/ask-again.ts';
import { fetchBytes } from '#lib/viewer/loading/patient-fetch.ts';
import { isReachable } from '#lib/viewer/loading/reachable.ts';
import { makeDisplaySets } from './display-sets.ts';
import type { DicomJson, DisplaySet, StudySource, ViewerError } from '#lib/viewer/types.ts';

export type StudyAnswer = { ok: true; displaySets: DisplaySet[] } | { ok: false; error: ViewerError };

/** Studies asked for ahead of time, by root and study; a few, so that yesterday's do not pile up. */
const waiting = new Map<string, Promise<StudyAnswer>>();
const mostWaiting = 4;

/**
 * The display sets of a study: from its prefetched answer, from what the page carries, or by one WADO-RS request, which is asked
 * again while nobody answers it.
 */
export async function loadStudy(source: StudySource, line: Line = {}): Promise<StudyAnswer> {
	const key = studyKey(source);
	const prefetched = waiting.get(key);
	waiting.delete(key);
	const answer = await prefetched;
	if (answer?.ok) return answer;
	return fetchStudy(source, line, answer?.error.reason === noAnswer);
}

/** Asks for a study that will be opened soon. */
export async function prefetchStudy(source: StudySource): Promise<DisplaySet[]> {
	const key = studyKey(source);
	const answer = waiting.get(key) ?? fetchStudy(source);
	waiting.set(key, answer);
	for (const old of [...waiting.keys()].slice(0, -mostWaiting)) waiting.delete(old);
	const study = await answer;
	// What failed is asked for again when it is opened.
	if (!study.ok) waiting.delete(key);
	return study.ok ? study.displaySets : [];
}

/** `isMissed`: it was asked for without a line before, and nobody answered. That is told as if it had been asked here. */
async function fetchStudy(source: StudySource, line?: Line, isMissed = false): Promise<StudyAnswer> {
	if (source.metadata) return { ok: true, displaySets: makeDisplaySets(source, source.metadata) };
	const url = `${source.root}/studies/${source.studyUid}/metadata`;
	let isToMiss = isMissed;
	const ask = async () => {
		if (!isToMiss) return fetchBytes(url, { accept: 'application/dicom+json', signal: line?.signal });
		isToMiss = false;
		throw new Error(noAnswer);
	};
	try {
		const asked = line ? askAgain(ask, { ...line, isReachable: () => isReachable(url) }) : ask();
		const { response, bytes } = await asked;
		if (!response.ok) return failed(source, `status ${response.status}`, response.status === 401);
		const headers = parsed(bytes);
		if (!Array.isArray(headers)) return failed(source, 'not a list of instances');
		return { ok: true, displaySets: makeDisplaySets(source, headers.filter(isDicomJson)) };
	} catch (error) {
		return failed(source, error instanceof Error ? error.message : String(error));
	}
}

function failed(source: StudySource, reason: string, isSignedOut = false): StudyAnswer {
	const code = isSignedOut ? 'signed-out' : 'metadata-failed';
	return { ok: false, error: { code, subject: source.studyUid, reason } };
}

/** Null for what is no JSON: why it is none tells its reader nothing. */
function parsed(bytes: ArrayBuffer): unknown {
	try {
		return JSON.parse(new TextDecoder().decode(bytes));
	} catch {
		return null;
	}
}

function isDicomJson(value: unknown): value is DicomJson {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function studyKey(source: StudySource): string {
	return `${source.root}|${source.studyUid}`;
}
