DROP INDEX "reads_accession";--> statement-breakpoint
CREATE INDEX "reads_accession" ON "reads" USING btree ("accession","facility_id");