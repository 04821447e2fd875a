CREATE TABLE "audit_anchors" (
	"id" text PRIMARY KEY NOT NULL,
	"checkpoint_id" text NOT NULL,
	"kind" text NOT NULL,
	"target" text NOT NULL,
	"status" text NOT NULL,
	"created_at" bigint NOT NULL,
	"kept_at" bigint,
	"last_error" text
);
--> statement-breakpoint
CREATE TABLE "audit_checkpoints" (
	"id" text PRIMARY KEY NOT NULL,
	"tree_size" integer NOT NULL,
	"root_hash" text NOT NULL,
	"head_hash" text NOT NULL,
	"at" bigint NOT NULL,
	"key_id" text NOT NULL,
	"note" text NOT NULL,
	"made_by" text
);
--> statement-breakpoint
CREATE TABLE "audit_forwards" (
	"target" text PRIMARY KEY NOT NULL,
	"last_seq" integer NOT NULL,
	"updated_at" bigint NOT NULL,
	"last_error" text
);
--> statement-breakpoint
CREATE TABLE "audit_tree_nodes" (
	"height" integer NOT NULL,
	"nth" integer NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_tree_nodes_height_nth_pk" PRIMARY KEY("height","nth")
);
--> statement-breakpoint
CREATE TABLE "audit_verifications" (
	"id" text PRIMARY KEY NOT NULL,
	"asked_by" text,
	"status" text NOT NULL,
	"done" integer NOT NULL,
	"total" integer NOT NULL,
	"created_at" bigint NOT NULL,
	"ended_at" bigint,
	"verdict" jsonb
);
--> statement-breakpoint
ALTER TABLE "audit_events" ADD COLUMN "salt" text;--> statement-breakpoint
ALTER TABLE "audit_anchors" ADD CONSTRAINT "audit_anchors_checkpoint_id_audit_checkpoints_id_fk" FOREIGN KEY ("checkpoint_id") REFERENCES "public"."audit_checkpoints"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "audit_anchors_place" ON "audit_anchors" USING btree ("checkpoint_id","kind","target");--> statement-breakpoint
CREATE INDEX "audit_anchors_kind" ON "audit_anchors" USING btree ("kind","target","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "audit_checkpoints_size" ON "audit_checkpoints" USING btree ("tree_size");--> statement-breakpoint
CREATE INDEX "audit_verifications_created" ON "audit_verifications" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "audit_events_at" ON "audit_events" USING btree ("at","seq");