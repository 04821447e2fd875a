CREATE TABLE "export_readers" (
	"export_id" text NOT NULL,
	"user_id" text NOT NULL,
	CONSTRAINT "export_readers_export_id_user_id_pk" PRIMARY KEY("export_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "export_takes" (
	"id" text PRIMARY KEY NOT NULL,
	"export_id" text NOT NULL,
	"copy" integer NOT NULL,
	"taken_by" text NOT NULL,
	"taken_at" bigint NOT NULL,
	"watermark" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"sha256" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "report_runs" (
	"id" text PRIMARY KEY NOT NULL,
	"export_id" text NOT NULL,
	"kind" text NOT NULL,
	"format" text NOT NULL,
	"request" jsonb NOT NULL,
	"from_on" text NOT NULL,
	"through_on" text NOT NULL,
	"purpose" text NOT NULL,
	"recipient" text NOT NULL,
	"life_days" integer,
	"asked_by" text NOT NULL,
	"asked_at" bigint NOT NULL,
	"schedule_id" text,
	"status" text NOT NULL,
	"stage" text,
	"steps_done" integer DEFAULT 0 NOT NULL,
	"steps_of" integer DEFAULT 0 NOT NULL,
	"started_at" bigint,
	"ended_at" bigint,
	"error_code" text
);
--> statement-breakpoint
CREATE TABLE "report_schedules" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"format" text NOT NULL,
	"request" jsonb NOT NULL,
	"about_id" text,
	"cadence" text NOT NULL,
	"after_days" integer NOT NULL,
	"purpose" text NOT NULL,
	"recipient" text NOT NULL,
	"readers" jsonb NOT NULL,
	"life_days" integer,
	"owner_id" text NOT NULL,
	"created_at" bigint NOT NULL,
	"next_from_on" text NOT NULL,
	"next_through_on" text NOT NULL,
	"next_due_at" bigint NOT NULL,
	"paused_at" bigint,
	"ended_at" bigint
);
--> statement-breakpoint
ALTER TABLE "exports" ADD COLUMN "about_id" text;--> statement-breakpoint
ALTER TABLE "exports" ADD COLUMN "model_sha256" text;--> statement-breakpoint
ALTER TABLE "exports" ADD COLUMN "copies" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "exports" ADD COLUMN "expires_at" bigint;--> statement-breakpoint
ALTER TABLE "exports" ADD COLUMN "revoked_at" bigint;--> statement-breakpoint
ALTER TABLE "exports" ADD COLUMN "revoked_by" text;--> statement-breakpoint
ALTER TABLE "exports" ADD COLUMN "revoked_reason" text;--> statement-breakpoint
ALTER TABLE "export_readers" ADD CONSTRAINT "export_readers_export_id_exports_id_fk" FOREIGN KEY ("export_id") REFERENCES "public"."exports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "export_readers" ADD CONSTRAINT "export_readers_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "export_takes" ADD CONSTRAINT "export_takes_export_id_exports_id_fk" FOREIGN KEY ("export_id") REFERENCES "public"."exports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "export_takes" ADD CONSTRAINT "export_takes_taken_by_users_id_fk" FOREIGN KEY ("taken_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_runs" ADD CONSTRAINT "report_runs_asked_by_users_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_runs" ADD CONSTRAINT "report_runs_schedule_id_report_schedules_id_fk" FOREIGN KEY ("schedule_id") REFERENCES "public"."report_schedules"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_schedules" ADD CONSTRAINT "report_schedules_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "export_readers_user" ON "export_readers" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "export_takes_copy" ON "export_takes" USING btree ("export_id","copy");--> statement-breakpoint
CREATE INDEX "export_takes_sha256" ON "export_takes" USING btree ("sha256");--> statement-breakpoint
CREATE INDEX "report_runs_asked" ON "report_runs" USING btree ("asked_by","id");--> statement-breakpoint
CREATE INDEX "report_runs_status" ON "report_runs" USING btree ("status");--> statement-breakpoint
CREATE UNIQUE INDEX "report_runs_span" ON "report_runs" USING btree ("schedule_id","from_on");--> statement-breakpoint
CREATE INDEX "report_schedules_due" ON "report_schedules" USING btree ("next_due_at");--> statement-breakpoint
ALTER TABLE "exports" ADD CONSTRAINT "exports_revoked_by_users_id_fk" FOREIGN KEY ("revoked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;