DROP INDEX `reads_accession`;--> statement-breakpoint
CREATE INDEX `reads_accession` ON `reads` (`accession`,`facility_id`);