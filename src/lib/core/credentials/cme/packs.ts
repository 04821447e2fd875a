import { accreditation } from './reference/accreditation.ts';
import { usBoardsAToM } from './reference/us-boards-a-m.ts';
import { usBoardsMToW } from './reference/us-boards-m-w.ts';
import { makePack } from './rule.ts';

/** What the medical boards of the states and territories ask for, MD and DO apart where they have boards of their own. */
export const boardsPack = makePack({
	id: 'us-boards',
	version: '2025-10.1',
	rules: [...usBoardsAToM, ...usBoardsMToW]
});

/** What certification, accreditation and federal law ask of a radiologist: ABR, ACR by modality, MQSA, IAC, DEA. */
export const accreditationPack = makePack({
	id: 'us-radiology',
	version: '2026-11.1',
	rules: accreditation
});
