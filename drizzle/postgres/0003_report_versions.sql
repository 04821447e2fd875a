ALTER TABLE "import_refusals" ADD COLUMN "detail" text;--> statement-breakpoint
ALTER TABLE "reads" ADD COLUMN "reported_at" bigint;--> statement-breakpoint
CREATE INDEX "reads_received" ON "reads" USING btree ("received_at","id");