CREATE TABLE "breach_causes" (
	"facility_id" text NOT NULL,
	"accession" text NOT NULL,
	"cause" text NOT NULL,
	"note" text NOT NULL,
	"decided_at" bigint NOT NULL,
	"decided_by" text,
	CONSTRAINT "breach_causes_facility_id_accession_pk" PRIMARY KEY("facility_id","accession")
);
--> statement-breakpoint
CREATE TABLE "critical_results" (
	"id" text PRIMARY KEY NOT NULL,
	"read_id" text NOT NULL,
	"category" integer NOT NULL,
	"finding" text NOT NULL,
	"identified_at" bigint NOT NULL,
	"due_at" bigint NOT NULL,
	"communicated_by" text,
	"communicated_to" text,
	"method" text,
	"communicated_at" bigint,
	"received_by" text,
	"received_at" bigint,
	"status" text NOT NULL,
	"withdrawn_words" text,
	"correction_id" text,
	"recorded_at" bigint NOT NULL,
	"recorded_by" text
);
--> statement-breakpoint
CREATE TABLE "read_events" (
	"id" text PRIMARY KEY NOT NULL,
	"facility_id" text NOT NULL,
	"accession" text NOT NULL,
	"name" text NOT NULL,
	"at" bigint NOT NULL,
	"source" text NOT NULL,
	"quality" text NOT NULL,
	"reason" text,
	"withdraws" text,
	"recorded_at" bigint NOT NULL,
	"recorded_by" text
);
--> statement-breakpoint
ALTER TABLE "breach_causes" ADD CONSTRAINT "breach_causes_facility_id_facilities_id_fk" FOREIGN KEY ("facility_id") REFERENCES "public"."facilities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "breach_causes" ADD CONSTRAINT "breach_causes_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "critical_results" ADD CONSTRAINT "critical_results_read_id_reads_id_fk" FOREIGN KEY ("read_id") REFERENCES "public"."reads"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "critical_results" ADD CONSTRAINT "critical_results_correction_id_corrections_id_fk" FOREIGN KEY ("correction_id") REFERENCES "public"."corrections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "critical_results" ADD CONSTRAINT "critical_results_recorded_by_users_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "read_events" ADD CONSTRAINT "read_events_facility_id_facilities_id_fk" FOREIGN KEY ("facility_id") REFERENCES "public"."facilities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "read_events" ADD CONSTRAINT "read_events_recorded_by_users_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "critical_results_status" ON "critical_results" USING btree ("status","due_at");--> statement-breakpoint
CREATE INDEX "critical_results_read" ON "critical_results" USING btree ("read_id");--> statement-breakpoint
CREATE INDEX "critical_results_identified" ON "critical_results" USING btree ("identified_at");--> statement-breakpoint
CREATE UNIQUE INDEX "read_events_natural" ON "read_events" USING btree ("facility_id","accession","name","at","source");