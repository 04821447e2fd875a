CREATE INDEX `reads_patient` ON `reads` (`patient_id`);--> statement-breakpoint
CREATE INDEX `studies_patient` ON `studies` (`patient_mrn`);