import type { PatientClass, Priority, Sex } from './incoming-read.ts';

const priorityWords: Readonly<Record<string, Priority>> = {
	S: 'stat',
	STAT: 'stat',
	A: 'urgent',
	ASAP: 'urgent',
	U: 'urgent',
	URGENT: 'urgent',
	T: 'urgent',
	C: 'urgent'
};

/** HL7 tables 0027 and 0485; what they do not know is routine. */
export function priorityOf(text: string | null): Priority {
	return priorityWords[text?.trim().toUpperCase() ?? ''] ?? 'routine';
}

/** HL7 table 0004: emergency and inpatient by name, everybody else comes and goes. */
export function patientClassOf(text: string | null): PatientClass {
	const word = text?.trim().toUpperCase() ?? '';
	if (/^(E|ER|ED|EMERGENCY)$/.test(word)) return 'emergency';
	return /^(I|IP|INPATIENT|OBS)$/.test(word) ? 'inpatient' : 'outpatient';
}

/** Female, male, or other (HL7 A, N, O); null where it is unknown. */
export function sexOf(text: string | null): Sex | null {
	const letter = text?.trim().charAt(0).toUpperCase();
	if (letter === 'F' || letter === 'M') return letter;
	return letter === 'O' || letter === 'A' || letter === 'N' ? 'O' : null;
}
