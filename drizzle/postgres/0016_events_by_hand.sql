DROP INDEX "read_events_natural";--> statement-breakpoint
CREATE UNIQUE INDEX "read_events_sent" ON "read_events" USING btree ("facility_id","accession","name","at","source") WHERE "read_events"."source" <> 'hand';--> statement-breakpoint
CREATE INDEX "read_events_accession" ON "read_events" USING btree ("facility_id","accession");--> statement-breakpoint
CREATE INDEX "read_events_holds" ON "read_events" USING btree ("at") WHERE "read_events"."name" in ('hold_start', 'hold_end');--> statement-breakpoint
CREATE INDEX "reads_preliminary" ON "reads" USING btree ("exam_completed_at") WHERE "reads"."kind" = 'preliminary';