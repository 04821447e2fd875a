/** The largest file that an upload takes; larger ones go through the import command on the server. */
export const maxUploadBytes = 4_000_000_000;

/** The most that a form without scripts may carry: such a form is read into memory. */
export const maxFormBytes = 64_000_000;

/** Names the file in an upload's headers, percent-encoded: a name may tell a patient's, and addresses are logged. */
export const fileNameHeader = 'x-file-name';
