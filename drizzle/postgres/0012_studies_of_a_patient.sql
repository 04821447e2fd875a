CREATE INDEX "reads_patient" ON "reads" USING btree ("patient_id");--> statement-breakpoint
CREATE INDEX "studies_patient" ON "studies" USING btree ("patient_mrn");