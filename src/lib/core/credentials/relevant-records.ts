import type { GateQuestion } from './gate/question.ts';
import type { CredentialRecords } from './gate/records.ts';

/**
 * The records that can have a part in the answer to a question, of whatever day: the answer is the same, and there are far fewer days on
 * which it may turn. Federal systems look at every licence.
 */
export function relevantTo(question: GateQuestion, records: CredentialRecords): CredentialRecords {
	const privileges = (records.privileges ?? []).filter(({ facility }) => facility === question.facility);
	if (question.federalSystem) return { ...records, privileges };
	const states = new Set<string>();
	for (const state of [
		question.serviceState || question.facilityState,
		question.readerLocation?.state,
		...(records.workLocations ?? []).map((location) => location.state)
	])
		if (state) states.add(state);
	// A licence by the compact leans on the one at home.
	for (const { jurisdiction, splState } of records.licences ?? [])
		if (splState && states.has(jurisdiction)) states.add(splState);
	const licences = (records.licences ?? []).filter(({ jurisdiction }) => states.has(jurisdiction));
	const ids = new Set(licences.map(({ id }) => id));
	return {
		...records,
		privileges,
		licences,
		boardOrders: (records.boardOrders ?? []).filter(({ jurisdiction }) => states.has(jurisdiction)),
		verifications: (records.verifications ?? []).filter(({ of }) => ids.has(of)),
		mqsa: question.modality === 'MG' ? records.mqsa : []
	};
}
