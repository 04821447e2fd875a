/** A case that waits for a reviewer, with all who may not review it. */
export type WaitingCase = {
	readonly caseId: string;
	readonly modality: string;
	/** How it came into review. */
	readonly mode: string;
	/** The patient; the read where the patient is not known. */
	readonly patientKey: string;
	readonly readerId: string;
	/** The reader, co-signers and whoever else read the same examination: radiologists. */
	readonly authorIds: readonly string[];
	/** With whom the reader shared a handover on the day of the read: radiologists, by `core/assignment/handover`. */
	readonly handoverIds: readonly string[];
	/** Users who declined a case of this examination, let one expire, review or reviewed one. */
	readonly refusedBy: readonly string[];
	/** Users who know what was asked about the read, and so what to look for. */
	readonly knownTo?: readonly string[];
	/** For a silent second reviewer, whom nobody has to be: it costs no reader the last who may review them. */
	readonly isSecond?: true;
};

export type Reviewer = {
	readonly userId: string;
	readonly radiologistId: string | null;
	readonly modalities: readonly string[];
	readonly isAway: boolean;
	/** Cases held now, and the most to hold. */
	readonly load: number;
	readonly capacity: number;
};
