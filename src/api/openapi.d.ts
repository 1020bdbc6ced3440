/* Made from openapi.json by `npm run openapi`. */
export interface paths {
    readonly "/health/live": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The process answers */
        readonly get: operations["get_health_live"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/health/ready": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Calls can be taken and recorded: storage, ledger, keys */
        readonly get: operations["get_health_ready"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/openapi.json": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** This document (OpenAPI 3.1) */
        readonly get: operations["get_openapi_json"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/lines": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Lines, in the order of the operator's document */
        readonly get: operations["get_lines"];
        readonly put?: never;
        /**
         * Add a line: it takes calls from now on
         * @description 409 for an id that is taken, 400 for a number that another line has. A dry run answers 200.
         */
        readonly post: operations["post_lines"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/lines/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One line as the operator's document has it, with its ETag */
        readonly get: operations["get_lines_id"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Delete a line: its number is not answered any more
         * @description 409 while calls are in progress on it, or when it is all that the test phone can ring. Its calls, consents and recordings stay as they are.
         */
        readonly delete: operations["delete_lines_id"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Change members of a line, for calls that come from now on
         * @description Each member that is sent replaces the whole stored one; null takes an optional one away.
         */
        readonly patch: operations["patch_lines_id"];
        readonly trace?: never;
    };
    readonly "/v1/lines/{id}/explain": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What a call at a moment would meet: open or closed and until when, greeting, language, destination */
        readonly get: operations["get_lines_id_explain"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/schedules": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Schedules: when lines are open */
        readonly get: operations["get_schedules"];
        readonly put?: never;
        /**
         * Add a schedule; lines keep it once they name it
         * @description 400 for hours or dates that overlap, naming them. A dry run answers 200.
         */
        readonly post: operations["post_schedules"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/schedules/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One schedule, with its ETag */
        readonly get: operations["get_schedules_id"];
        readonly put?: never;
        readonly post?: never;
        /** Delete a schedule that no line keeps */
        readonly delete: operations["delete_schedules_id"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Change members of a schedule, for calls that come from now on
         * @description Each member that is sent replaces the whole stored one.
         */
        readonly patch: operations["patch_schedules_id"];
        readonly trace?: never;
    };
    readonly "/v1/calls": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Calls, live and ended, newest first */
        readonly get: operations["get_calls"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/calls/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One call, with its consents and recordings */
        readonly get: operations["get_calls_id"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/calls/{id}/pause": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Stop keeping audio until resume, for example while a card number is given */
        readonly post: operations["post_calls_id_pause"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/calls/{id}/resume": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Keep audio again after a pause */
        readonly post: operations["post_calls_id_resume"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/calls/{id}/withdraw": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Withdraw the caller's consent: recording stops at once, for good */
        readonly post: operations["post_calls_id_withdraw"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/calls/{id}/consent": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * State that the caller agreed when asked by the agent (lines in agent_asks)
         * @description Caller and agent are told first that recording begins; it does once that was heard and the statement is durable. A caller who presses 2 is not recorded.
         */
        readonly post: operations["post_calls_id_consent"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/calls/{id}/events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The call's timeline as server-sent events, past first, until call.ended
         * @description Resumes after `Last-Event-ID`. A comment line every 15 seconds keeps the connection alive.
         */
        readonly get: operations["get_calls_id_events"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/consents": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Consents, refusals, silences and withdrawals, newest first */
        readonly get: operations["get_consents"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/consents/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One consent */
        readonly get: operations["get_consents_id"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/recordings": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Recordings, newest first; erased ones as their tombstones */
        readonly get: operations["get_recordings"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/recordings/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One recording: its state, its hashes and its retention, never its audio */
        readonly get: operations["get_recordings_id"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Erase one recording for good: its key, its audio, then leave the tombstone
         * @description Erasing again gives the same answer again. 409 while the recording is still being made, or must be kept: legal-hold and retained-by-law name the reason, and it is erased when that ends.
         */
        readonly delete: operations["delete_recordings_id"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/recordings/{id}/audio": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The recording as WAV: stereo, caller left, agent right
         * @description Takes Range and If-Range. 410 once erased (erased_at, tombstone_sha256), 403 while restricted. Each request is on record in the ledger before its first byte (key.used) and with the range that went out after its last (access.played); 503 without a byte when it cannot be.
         */
        readonly get: operations["get_recordings_id_audio"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/recordings/{id}/encrypted": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Header, wrapped keys and facts of the ciphertext, for export
         * @description On record in the ledger (access.exported) before it is answered; 503 when it cannot be.
         */
        readonly get: operations["get_recordings_id_encrypted"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/recordings/{id}/header": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** header.json alone: the exact bytes whose hash is in the ledger and bound to the audio */
        readonly get: operations["get_recordings_id_header"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/recordings/{id}/ciphertext": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * recording.tink: the stored bytes, as Tink's own libraries read them
         * @description They open nothing without the wrapped keys, and it is those whose leaving is on record.
         */
        readonly get: operations["get_recordings_id_ciphertext"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/recordings/{id}/proof": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Inclusion proofs of every leaf about this recording, and the checkpoint they lead to */
        readonly get: operations["get_recordings_id_proof"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/recordings/{id}/access": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Who listened to this recording, exported it, or was denied, oldest first */
        readonly get: operations["get_recordings_id_access"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/calls/{id}/unmask": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * The caller's whole number, with a reason, on record before it is answered
         * @description X-Assent-Reason is required. 410 once the caller's data are erased.
         */
        readonly post: operations["post_calls_id_unmask"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/calls/{id}/evidence": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * One call's evidence bundle: leaves, proofs, consent record, as a tar archive
         * @description Checked offline by `assent verify`. On record in the ledger (access.exported, and access.unmasked when the number is released) before its first byte; 503 when it cannot be.
         */
        readonly get: operations["get_calls_id_evidence"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/audit-pack": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The audit pack of a period: ledger, lists, questions, policies, sample, verifier, signed; as tar
         * @description Checked offline by `assent verify`. On record in the ledger (access.exported) before its first byte.
         */
        readonly get: operations["get_audit_pack"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/erasures": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Erase a caller, one recording, or the recordings of a line and a period, for good
         * @description A number nothing is held under gives an empty list. What a hold or the law keeps is listed with its reason and erased by itself when that ends. 409 while a call of the person goes on, or when a second person must approve; 412 when the preview is stale: nothing is destroyed then. A line or a period is a job: 202, and Location says where it stands. Idempotency-Key is required but for a dry run.
         */
        readonly post: operations["post_erasures"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/jobs": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Jobs, newest first; one that ended more than a month ago may be gone */
        readonly get: operations["get_jobs"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/jobs/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** How far a job is */
        readonly get: operations["get_jobs_id"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/jobs/{id}/items": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What became of each recording, by its id */
        readonly get: operations["get_jobs_id_items"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/jobs/{id}/cancel": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Stop a job: what is erased stays erased, the rest stays as it is
         * @description 409 when it has ended.
         */
        readonly post: operations["post_jobs_id_cancel"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/jobs/{id}/events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Progress as server-sent events, until the job has ended
         * @description Each event is the job as it then stands; its id grows. Who comes back with `Last-Event-ID` is told where it stands now, unless they know. A comment line every 15 seconds keeps the connection alive.
         */
        readonly get: operations["get_jobs_id_events"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/holds": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Legal holds that stand, newest first, at most 1000; of one recording with recording_id */
        readonly get: operations["get_holds"];
        readonly put?: never;
        /** Forbid that a recording is erased, by a person or by retention, until the hold is released */
        readonly post: operations["post_holds"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/holds/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** Release a hold; an erasure that waited for it runs now */
        readonly delete: operations["delete_holds_id"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/recordings/{id}/restriction": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /** Restrict the processing of a recording (Art. 18 GDPR): kept, and not playable */
        readonly put: operations["put_recordings_id_restriction"];
        readonly post?: never;
        /** Lift a restriction: the recording is again what it was */
        readonly delete: operations["delete_recordings_id_restriction"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/retention": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** How the sweeps are doing */
        readonly get: operations["get_retention"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/retention/confirm": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Say that the clock and the batch are right: a sweep that asked goes on */
        readonly post: operations["post_retention_confirm"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/recordings/{id}/retention": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Until when a recording is kept, which rule won, and the sentence for the person */
        readonly get: operations["get_recordings_id_retention"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/retention/rules": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The rules, beside what each line says */
        readonly get: operations["get_retention_rules"];
        readonly put?: never;
        /** Add a rule for calls to come; with the preview of a dry run, for existing recordings too */
        readonly post: operations["post_retention_rules"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/retention/rules/{id}/remove": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** End a rule for calls to come; with the preview of a dry run, for existing recordings too */
        readonly post: operations["post_retention_rules_id_remove"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/keys": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The key encryption keys, oldest first, destroyed ones included */
        readonly get: operations["get_keys"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/keys/rotate": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * End the key epoch now: every living key is wrapped anew, and the old KEK is destroyed
         * @description Older backups of the key store open nothing from then on. When it fails, send it again: it goes on.
         */
        readonly post: operations["post_keys_rotate"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/exports/calls": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The calls of a line over a period that have ended: CSV and JSON with a signed manifest, as tar
         * @description On record in the ledger (access.exported) before its first byte. Holds no number.
         */
        readonly get: operations["get_exports_calls"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/requests": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Requests, newest first */
        readonly get: operations["get_requests"];
        readonly put?: never;
        /**
         * File a person's request, or an authority's
         * @description The number is not stored: its keyed hash until the request is carried out, and its masked form.
         */
        readonly post: operations["post_requests"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/requests/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One request with every attempt on it */
        readonly get: operations["get_requests_id"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/requests/{id}/verify": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Say how the person's identity was verified */
        readonly post: operations["post_requests_id_verify"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/requests/{id}/assess": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Assess a request: what is held, item by item */
        readonly post: operations["post_requests_id_assess"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/requests/{id}/execute": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Carry out an assessed request
         * @description 409 when whoever filed it asks, when a call of the person goes on, or when more is held by now.
         */
        readonly post: operations["post_requests_id_execute"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/requests/{id}/refuse": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Refuse a request, with its reason */
        readonly post: operations["post_requests_id_refuse"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/requests/{id}/extend": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Extend the month by two, once (Art. 12(3) GDPR) */
        readonly post: operations["post_requests_id_extend"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/requests/{id}/notified": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Say that the person was told of the decision */
        readonly post: operations["post_requests_id_notified"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/requests/{id}/copy": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The copy of a person's data (Art. 15 GDPR): a ZIP archive with audio, consents and a letter
         * @description Only of a request for access that was carried out. Every recording in it is on record as played.
         */
        readonly get: operations["get_requests_id_copy"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/requests/{id}/handover": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What an authority is handed: a ZIP archive with its manifest
         * @description Only of a disclosure that was carried out. Every recording in it is on record as played.
         */
        readonly get: operations["get_requests_id_handover"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/requests/{id}/certificate": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The signed certificate of an erasure: a JWS, or a page of PDF to print */
        readonly get: operations["get_requests_id_certificate"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/requests/{id}/documents": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The documents that prove who makes a request, newest first */
        readonly get: operations["get_requests_id_documents"];
        readonly put?: never;
        /** Add a document that proves who makes a request. It is sealed, and destroyed after days */
        readonly post: operations["post_requests_id_documents"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/requests/{id}/documents/{document}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One document, as it was added */
        readonly get: operations["get_requests_id_documents_document"];
        readonly put?: never;
        readonly post?: never;
        /** Destroy a document for good */
        readonly delete: operations["delete_requests_id_documents_document"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/contacts": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Contacts, newest first */
        readonly get: operations["get_contacts"];
        readonly put?: never;
        /** Write down who a caller is. Name and numbers are sealed to a key of their own */
        readonly post: operations["post_contacts"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/contacts/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One contact */
        readonly get: operations["get_contacts_id"];
        /** Correct a contact: the wording before is destroyed, and stays as a digest in its leaf */
        readonly put: operations["put_contacts_id"];
        readonly post?: never;
        /**
         * Erase a contact with everything held under its numbers: calls' keys, recordings, notes and tags
         * @description What a hold or the law keeps is listed with its reason, and is erased by itself with the contact when that ends. 409 while a call of the person goes on, or when a second person must approve.
         */
        readonly delete: operations["delete_contacts_id"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/agents": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Agents, newest first, at most 1000 */
        readonly get: operations["get_agents"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/agents/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One agent */
        readonly get: operations["get_agents_id"];
        /** Write down an agent, or correct one: name and lines are sealed to a key of their own */
        readonly put: operations["put_agents_id"];
        readonly post?: never;
        /**
         * Erase an agent: the name for good, and whose calls were theirs
         * @description Recordings of the agent's calls are the callers' as well: erase those first, with POST /v1/erasures and `agent`.
         */
        readonly delete: operations["delete_agents_id"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/calls/{id}/agent": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Who spoke on a call */
        readonly get: operations["get_calls_id_agent"];
        /** Say who speaks on a call, live or ended */
        readonly put: operations["put_calls_id_agent"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/calls/{id}/notes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The note on a call */
        readonly get: operations["get_calls_id_notes"];
        /**
         * Write the note on a call: the one before is destroyed
         * @description 409 on a call whose caller was erased, and while a legal hold keeps the note there is.
         */
        readonly put: operations["put_calls_id_notes"];
        readonly post?: never;
        /** Erase the note on a call */
        readonly delete: operations["delete_calls_id_notes"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/calls/{id}/tags": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The tags on a call */
        readonly get: operations["get_calls_id_tags"];
        /** Tag a call: the tags before are destroyed */
        readonly put: operations["put_calls_id_tags"];
        readonly post?: never;
        /** Erase the tags on a call */
        readonly delete: operations["delete_calls_id_tags"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/data-map": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Every stored field: category, purpose, legal basis, retention, place */
        readonly get: operations["get_data_map"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/recipients": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Everybody else who receives data: purpose, country and transfer mechanism */
        readonly get: operations["get_recipients"];
        readonly put?: never;
        /** Add a recipient: from now on consents name it, and those from before do not cover it */
        readonly post: operations["post_recipients"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/recipients/versions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The register as it was, newest first: what consents name by its hash */
        readonly get: operations["get_recipients_versions"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/recipients/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One recipient, with the ETag that removing it asks for */
        readonly get: operations["get_recipients_id"];
        readonly put?: never;
        readonly post?: never;
        /** Remove a recipient: nothing is exported to it any more */
        readonly delete: operations["delete_recipients_id"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/processing-register": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The register of processing activities (Art. 30 GDPR), made of the data map and the configuration */
        readonly get: operations["get_processing_register"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/incidents/query": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Whose data a key, an address or a period touched; with a reason, on record before it is answered
         * @description X-Assent-Reason is required. Exports of many calls count for every call in them.
         */
        readonly post: operations["post_incidents_query"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/greetings": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Greetings with all their versions */
        readonly get: operations["get_greetings"];
        readonly put?: never;
        /** Add a greeting, still without a version */
        readonly post: operations["post_greetings"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/greetings/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One greeting with all its versions, with its ETag */
        readonly get: operations["get_greetings_id"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/greetings/{id}/versions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Begin a draft, copied from the newest version or from another */
        readonly post: operations["post_greetings_id_versions"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/greetings/{id}/versions/{version}/{language}/{prompt}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * Set one prompt of a draft: its words and its audio
         * @description If-Match names the greeting. 409 once the version is published: what callers heard never changes.
         */
        readonly put: operations["put_greetings_id_versions_version_language_prompt"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/greetings/{id}/versions/{version}/says/{language}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * Point at the words that say what must be said
         * @description Each is quoted from the prompt: `purpose` and `free_choice` from the notice, `rights` and `contact` from `more`.
         */
        readonly put: operations["put_greetings_id_versions_version_says_language"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/greetings/{id}/versions/{version}/validate": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Check a version as publishing would, and change nothing */
        readonly post: operations["post_greetings_id_versions_version_validate"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/greetings/{id}/versions/{version}/waivers": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Let a check that does not pass stand, with a reason that is kept
         * @description `pointer` and `code` are a finding's. Falls when the words or the audio that it is about change.
         */
        readonly post: operations["post_greetings_id_versions_version_waivers"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/greetings/{id}/versions/{version}/review": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Name who reviewed the words: they are draft wording no more */
        readonly post: operations["post_greetings_id_versions_version_review"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/greetings/{id}/versions/{version}/publish": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Publish a draft, now or at a time: immutable from then on, and played to new callers
         * @description Every check passes or is waived, else 409 with the finding's pointer. At `at` it is checked again; what is no longer true for its lines stays a draft and says why.
         */
        readonly post: operations["post_greetings_id_versions_version_publish"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/greetings/{id}/versions/{version}/schedule": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** Take a version off the schedule: it is a draft again */
        readonly delete: operations["delete_greetings_id_versions_version_schedule"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/greetings/{id}/rollback": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Bring an earlier published version back, as a new one
         * @description What was played when stays as it was. 409 when its words are no longer true for a line.
         */
        readonly post: operations["post_greetings_id_rollback"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/greetings/{id}/diff": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What a caller hears differently in two versions */
        readonly get: operations["get_greetings_id_diff"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/greetings/{id}/versions/{version}/{language}/{prompt}/preview": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Hear a prompt as on a phone line
         * @description Decoded from the very bytes that the line plays, whose hash is `audio_sha256`.
         */
        readonly get: operations["get_greetings_id_versions_version_language_prompt_preview"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/greetings/{id}/stats": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** How callers answered each version, and how long they waited for the agent */
        readonly get: operations["get_greetings_id_stats"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/policy/explain": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * How a call would be asked, and which rule decides it
         * @description Nothing is stored. The strictest rule of all places found counts. Not legal advice.
         */
        readonly post: operations["post_policy_explain"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/policy/rules": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The jurisdiction rules in use, each with statute, sources, review and confidence */
        readonly get: operations["get_policy_rules"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/policy/warnings": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Lines whose mode some jurisdiction does not allow */
        readonly get: operations["get_policy_warnings"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/policy/replay": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Every past decision made again from its stored inputs, and where the outcome differs
         * @description Reads the whole ledger.
         */
        readonly get: operations["get_policy_replay"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/test-calls": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Place a call from the test phone, through the real pipeline */
        readonly post: operations["post_test_calls"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/ledger/checkpoint": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The newest checkpoint as JSON */
        readonly get: operations["get_ledger_checkpoint"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/version": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What runs here */
        readonly get: operations["get_version"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/session": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Sign in with password and code: answers with a cookie
         * @description 401 says not which part was wrong. After several failures 429 with Retry-After; no account is ever locked.
         */
        readonly post: operations["post_session"];
        /** Sign out: the cookie opens nothing any more */
        readonly delete: operations["delete_session"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/me": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Who asks, and what they may do */
        readonly get: operations["get_me"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sessions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One's own sign-ins that hold, newest first */
        readonly get: operations["get_sessions"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sessions/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** End one of one's own sign-ins */
        readonly delete: operations["delete_sessions_id"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/invitations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Take an invitation: set the password; then sign in */
        readonly post: operations["post_invitations"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/session/oidc": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Go to the sign-in provider */
        readonly get: operations["get_session_oidc"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/session/oidc/callback": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Where the provider sends the browser back to; signs in */
        readonly get: operations["get_session_oidc_callback"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/users": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** People who may sign in, newest first */
        readonly get: operations["get_users"];
        readonly put?: never;
        /** Invite a person: the link sets a password, and a second factor where the role asks for one */
        readonly post: operations["post_users"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/users/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One person who may sign in */
        readonly get: operations["get_users_id"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /**
         * Change a person's role or lines, or disable them: every sign-in of theirs ends
         * @description 409 where nobody would be owner any more, and for a role whose second factor is missing.
         */
        readonly patch: operations["patch_users_id"];
        readonly trace?: never;
    };
    readonly "/v1/users/{id}/invite": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A new link for who lost password or telephone; the old ones hold until it is taken */
        readonly post: operations["post_users_id_invite"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/service-accounts": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Machines that may use the API, newest first */
        readonly get: operations["get_service_accounts"];
        readonly put?: never;
        /** Make a service account: its tokens do what their scopes name */
        readonly post: operations["post_service_accounts"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/service-accounts/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One service account with its tokens, and when each was last used */
        readonly get: operations["get_service_accounts_id"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/service-accounts/{id}/disable": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Disable a service account for good: none of its tokens opens anything any more */
        readonly post: operations["post_service_accounts_id_disable"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/service-accounts/{id}/tokens": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Issue a token. To rotate: issue the next, use it, then revoke this one */
        readonly post: operations["post_service_accounts_id_tokens"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/service-accounts/{id}/tokens/{token}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** Revoke a token: it opens nothing from now on */
        readonly delete: operations["delete_service_accounts_id_tokens_token"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/webhooks": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Endpoints that are told what happens, newest first */
        readonly get: operations["get_webhooks"];
        readonly put?: never;
        /**
         * Add an endpoint: it is told what happens from now on
         * @description Bodies hold a type, a time and ids: never a number. Each is signed (Standard Webhooks 1.0) and sent at least once, in order within a call; ten attempts in three days, then it can be replayed.
         */
        readonly post: operations["post_webhooks"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/webhooks/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One endpoint, with its ETag */
        readonly get: operations["get_webhooks_id"];
        readonly put?: never;
        readonly post?: never;
        /** Remove an endpoint with its deliveries: it is told nothing more */
        readonly delete: operations["delete_webhooks_id"];
        readonly options?: never;
        readonly head?: never;
        /** Change an endpoint, or disable and enable it: what it was not told meanwhile is sent then */
        readonly patch: operations["patch_webhooks_id"];
        readonly trace?: never;
    };
    readonly "/v1/webhooks/{id}/rotate": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Sign with a new key, and with the old one beside it until the overlap is over */
        readonly post: operations["post_webhooks_id_rotate"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/webhooks/{id}/test": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Send a webhook.test event to this endpoint: its delivery shows what came of it */
        readonly post: operations["post_webhooks_id_test"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/webhooks/{id}/deliveries": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Deliveries of an endpoint, newest first; kept for 30 days after they ended */
        readonly get: operations["get_webhooks_id_deliveries"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/webhooks/{id}/deliveries/{delivery}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One delivery: its exact body, and what came of every attempt */
        readonly get: operations["get_webhooks_id_deliveries_delivery"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/webhooks/{id}/deliveries/{delivery}/replay": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Send a delivery that ended once more, under its own id; 409 while it is under way */
        readonly post: operations["post_webhooks_id_deliveries_delivery_replay"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/webhooks/{id}/replay": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Send again what failed, or what was delivered, in a period */
        readonly post: operations["post_webhooks_id_replay"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/ledger/checkpoint": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The newest checkpoint, a signed note */
        readonly get: operations["get_ledger_files_checkpoint"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/ledger/log.vkey": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The key the checkpoints are signed with. Get it by another path too, and compare */
        readonly get: operations["get_ledger_files_log_vkey"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/ledger/witness.vkeys": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The witnesses' keys, one a line; empty when there is none */
        readonly get: operations["get_ledger_files_witness_vkeys"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/ledger/tsa.pem": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The CA of the timestamp authority, where one is configured */
        readonly get: operations["get_ledger_files_tsa_pem"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/ledger/timestamp/{size}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The RFC 3161 response for the checkpoint of this size, asked for when it is first wanted */
        readonly get: operations["get_ledger_files_timestamp_size"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/ledger/tile/{path}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** A tile of hashes or of entries, for example tile/0/000.p/49 or tile/entries/000 */
        readonly get: operations["get_ledger_files_tile"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @example {
         *       "type": "urn:assent:problem:not-found",
         *       "title": "Not found",
         *       "status": 404,
         *       "detail": "there is no such recording",
         *       "code": "not-found",
         *       "request_id": "5e0d3cb4-8a0c-4a27-9c8e-0f6f3a1f7a11"
         *     }
         */
        readonly Problem: {
            /** @description urn:assent:problem:<code> */
            readonly type: string;
            readonly title: string;
            readonly status: number;
            readonly detail: string;
            /** @description Stable: match on this, never on text */
            readonly code: string;
            /** @description Also in X-Request-Id and in the gateway's log */
            readonly request_id: string;
            readonly errors?: readonly {
                /** @description JSON pointer into {path, query, headers, body} of the request */
                readonly pointer: string;
                readonly code: string;
                readonly detail: string;
            }[];
            /** @description Only with version-stale: what If-Match would have to say now */
            readonly current_etag?: string;
            /** @description Only with recording-erased */
            readonly erased_at?: string;
            /** @description Only with recording-erased: base64url SHA-256 over its tombstone */
            readonly tombstone_sha256?: string;
        } & {
            readonly [key: string]: unknown;
        };
        /**
         * @example {
         *       "id": "cns_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "call_id": "call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "party": "caller",
         *       "state": "granted",
         *       "method": "dtmf",
         *       "script": "standard/3/en",
         *       "script_sha256": "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
         *       "heard": {
         *         "bytes": 64000,
         *         "total": 64000
         *       },
         *       "at": "2026-11-23T16:20:07.123Z",
         *       "leaf_index": 42,
         *       "recipients": {
         *         "register_sha256": null,
         *         "not_covered": []
         *       }
         *     }
         */
        readonly Consent: {
            /** @example cns_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            readonly id: string;
            /** @example call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            readonly call_id: string;
            /** @enum {string} */
            readonly party: "caller" | "agent";
            /** @enum {string} */
            readonly state: "granted" | "refused" | "no_answer" | "failed" | "not_asked" | "not_required" | "withdrawn";
            /** @description dtmf, speech, agent, prior or none */
            readonly method: string;
            /** @description <greeting>/<version>/<language> */
            readonly script: string;
            /** @description base64url, over the audio, the text and the meaning of each key */
            readonly script_sha256: string;
            /** @description How much of the notice was proven to be heard */
            readonly heard: {
                readonly bytes: number;
                readonly total: number;
            };
            readonly at: string;
            /** @description Where it stands in the ledger */
            readonly leaf_index: number;
            readonly recipients: {
                /** @description The register it was given under; null: nobody was named */
                readonly register_sha256: string | null;
                /** @description Recipients of today that it does not cover: they came later */
                readonly not_covered: readonly string[];
            };
        };
        /**
         * @example {
         *       "id": "job_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "kind": "erasure",
         *       "state": "running",
         *       "total": 1200,
         *       "done": 300,
         *       "failed": 0,
         *       "eta_s": 12,
         *       "created_at": "2026-11-23T16:30:00.000Z",
         *       "ended_at": null,
         *       "result_url": "/v1/jobs/job_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091/items"
         *     }
         */
        readonly Job: {
            /** @example job_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            readonly id: string;
            /** @constant */
            readonly kind: "erasure";
            /** @enum {string} */
            readonly state: "running" | "done" | "cancelled";
            readonly total: number;
            /** @description Erased, or kept for a reason */
            readonly done: number;
            /** @description Could not be erased now; what was begun is finished when the gateway next starts */
            readonly failed: number;
            /** @description About how many seconds are left; null before the first are done, and at the end */
            readonly eta_s: number | null;
            readonly created_at: string;
            readonly ended_at: string | null;
            /** @description What became of each */
            readonly result_url: string;
        };
        /**
         * @example {
         *       "reason": "minimum",
         *       "rule": "019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "basis": "MiFID II, Art. 16(7)",
         *       "until": "2031-11-23",
         *       "sentence": "asked to be erased, and kept until the end of 2031-11-23 (UTC), because the law asks for it"
         *     }
         */
        readonly Retained: {
            /** @description hold, minimum, ... */
            readonly reason: string;
            /** @description Id of the hold or of the rule */
            readonly rule: string | null;
            readonly basis: string | null;
            /** @description The last day of the reason; null when somebody has to end it */
            readonly until: string | null;
            /** @description For the person */
            readonly sentence: string;
        };
        /**
         * @example {
         *       "recording_id": "rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "outcome": "erased",
         *       "erased_at": "2026-11-23T16:30:00.000Z",
         *       "tombstone_sha256": "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
         *       "retained": null
         *     }
         */
        readonly ErasedRecording: {
            /** @example rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            readonly recording_id: string;
            /** @enum {string} */
            readonly outcome: "erased" | "retained" | "failed" | "waiting" | "would_erase" | "would_retain" | "already_erased" | "call_in_progress";
            readonly erased_at: string | null;
            /** @description base64url SHA-256 over what is left of it */
            readonly tombstone_sha256: string | null;
            /** @description Why it is kept: it is erased by itself when the reason ends */
            readonly retained: components["schemas"]["Retained"] | null;
        };
        /**
         * @example {
         *       "id": "ers_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "dry_run": false,
         *       "calls": 1,
         *       "items": [
         *         {
         *           "recording_id": "rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *           "outcome": "erased",
         *           "erased_at": "2026-11-23T16:30:00.000Z",
         *           "tombstone_sha256": "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
         *           "retained": null
         *         }
         *       ],
         *       "preview": null,
         *       "disclosure": "WyJ..."
         *     }
         */
        readonly Erasure: {
            /** @description The request in the erasure.executed leaf; null in a dry run and for recordings */
            readonly id: string | null;
            readonly dry_run: boolean;
            /** @description How many calls' keys were (or would be) destroyed; null for recordings */
            readonly calls: number | null;
            readonly items: readonly components["schemas"]["ErasedRecording"][];
            /** @description Names what a dry run showed: send it to erase exactly that */
            readonly preview: string | null;
            /** @description Opens the count in the erasure.executed leaf (RFC 9901). Keep it: it is stored nowhere else */
            readonly disclosure: string | null;
        };
        /**
         * @example {
         *       "id": "rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "call_id": "call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "state": "sealed",
         *       "started_at": "2026-11-23T16:20:08.000Z",
         *       "ended_at": "2026-11-23T16:24:00.000Z",
         *       "delete_after": "2027-11-23",
         *       "shred_at": null,
         *       "header_sha256": "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
         *       "ciphertext_sha256": "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
         *       "ciphertext_bytes": 3721032,
         *       "segments": 909,
         *       "leaf_indexes": {
         *         "started": 43,
         *         "sealed": 47
         *       },
         *       "erased_at": null,
         *       "erase_reason": null,
         *       "tombstone_sha256": null
         *     }
         */
        readonly Recording: {
            /** @example rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            readonly id: string;
            /** @example call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            readonly call_id: string;
            /**
             * @description recovered: cut short by a crash; restricted: withdrawn, unplayable; shredded: erased
             * @enum {string}
             */
            readonly state: "open" | "sealed" | "recovered" | "restricted" | "failed" | "lost" | "shredded";
            readonly started_at: string;
            readonly ended_at: string | null;
            /** @description The last day (UTC) it is kept */
            readonly delete_after: string;
            /** @description Erased at this moment already, after a withdrawal */
            readonly shred_at: string | null;
            readonly header_sha256: string;
            readonly ciphertext_sha256: string | null;
            readonly ciphertext_bytes: number | null;
            readonly segments: number | null;
            readonly leaf_indexes: {
                readonly started: number;
                readonly sealed: number | null;
            };
            readonly erased_at: string | null;
            readonly erase_reason: string | null;
            readonly tombstone_sha256: string | null;
        };
        /**
         * @example {
         *       "data": [
         *         {
         *           "at": "2026-11-23T17:02:11.000Z",
         *           "type": "access.played",
         *           "leaf": 52,
         *           "ranges": [
         *             "0-10000ms"
         *           ],
         *           "scope": null,
         *           "actor": "console",
         *           "reason": "complaint 4711"
         *         }
         *       ]
         *     }
         */
        readonly AccessList: {
            readonly data: readonly {
                readonly at: string;
                /**
                 * @description key.used without a later access.played of the same actor: anything may have been heard
                 * @enum {string}
                 */
                readonly type: "access.played" | "access.exported" | "access.unmasked" | "access.denied" | "key.used";
                /** @description Its index in the ledger */
                readonly leaf: number;
                /** @description What went out, of the recording's time */
                readonly ranges: readonly string[];
                /** @description What was exported, what the key was for, or why it was denied */
                readonly scope: string | null;
                /** @description Id of the API key; null once the call's key is destroyed */
                readonly actor: string | null;
                readonly reason: string | null;
            }[];
        };
        /**
         * @example {
         *       "id": "call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "number": "+4915112345678"
         *     }
         */
        readonly UnmaskedCall: {
            /** @example call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            readonly id: string;
            /** @description null when it was withheld */
            readonly number: string | null;
        };
        /**
         * @example {
         *       "id": "agent-7",
         *       "name": "A. Agent",
         *       "lines": [
         *         "main"
         *       ],
         *       "set_at": "2026-11-23T16:20:00.000Z"
         *     }
         */
        readonly Agent: {
            readonly id: string;
            readonly name: string | null;
            readonly lines: readonly string[];
            readonly set_at: string;
        };
        /**
         * @example {
         *       "agent": "agent-7"
         *     }
         */
        readonly AgentOfCall: {
            readonly agent: string | null;
        };
        /**
         * @example {
         *       "text": "wants to be called back",
         *       "set_at": "2026-11-23T16:20:00.000Z"
         *     }
         */
        readonly CallNote: {
            readonly text: string;
            readonly set_at: string;
        };
        /**
         * @example {
         *       "tags": [
         *         "complaint"
         *       ],
         *       "set_at": "2026-11-23T16:20:00.000Z"
         *     }
         */
        readonly CallTags: {
            readonly tags: readonly string[];
            readonly set_at: string;
        };
        /**
         * @example {
         *       "erased": true
         *     }
         */
        readonly NoteErased: {
            readonly erased: boolean;
        };
        /**
         * @example {
         *       "id": "call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "line_id": "main",
         *       "trunk": "test-phone",
         *       "direction": "inbound",
         *       "state": "ended",
         *       "caller": "+49•••••56",
         *       "caller_state": "known",
         *       "answered_at": "2026-11-23T16:20:00.000Z",
         *       "ended_at": "2026-11-23T16:24:00.000Z",
         *       "consent": "granted",
         *       "outcome": "completed",
         *       "time_to_agent_ms": 8120,
         *       "leaf_indexes": {
         *         "answered": 41,
         *         "ended": 48
         *       }
         *     }
         */
        readonly Call: {
            /** @example call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            readonly id: string;
            readonly line_id: string;
            readonly trunk: string;
            /** @constant */
            readonly direction: "inbound";
            /** @enum {string} */
            readonly state: "active" | "ended";
            /** @description Masked; null when withheld or erased */
            readonly caller: string | null;
            /**
             * @description Why there is no caller, where there is none
             * @enum {string}
             */
            readonly caller_state: "known" | "withheld" | "erased";
            readonly answered_at: string;
            readonly ended_at: string | null;
            /** @description The caller's; null until decided */
            readonly consent: ("granted" | "refused" | "no_answer" | "failed" | "not_asked" | "not_required" | "withdrawn") | null;
            readonly outcome: string | null;
            readonly time_to_agent_ms: number | null;
            readonly leaf_indexes: {
                readonly answered: number;
                readonly ended: number | null;
            };
        };
        /**
         * @example {
         *       "id": "call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "line_id": "main",
         *       "trunk": "test-phone",
         *       "direction": "inbound",
         *       "state": "ended",
         *       "caller": "+49•••••56",
         *       "caller_state": "known",
         *       "answered_at": "2026-11-23T16:20:00.000Z",
         *       "ended_at": "2026-11-23T16:24:00.000Z",
         *       "consent": "granted",
         *       "outcome": "completed",
         *       "time_to_agent_ms": 8120,
         *       "leaf_indexes": {
         *         "answered": 41,
         *         "ended": 48
         *       },
         *       "consents": [],
         *       "recordings": []
         *     }
         */
        readonly CallDetail: {
            /** @example call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            readonly id: string;
            readonly line_id: string;
            readonly trunk: string;
            /** @constant */
            readonly direction: "inbound";
            /** @enum {string} */
            readonly state: "active" | "ended";
            /** @description Masked; null when withheld or erased */
            readonly caller: string | null;
            /**
             * @description Why there is no caller, where there is none
             * @enum {string}
             */
            readonly caller_state: "known" | "withheld" | "erased";
            readonly answered_at: string;
            readonly ended_at: string | null;
            /** @description The caller's; null until decided */
            readonly consent: ("granted" | "refused" | "no_answer" | "failed" | "not_asked" | "not_required" | "withdrawn") | null;
            readonly outcome: string | null;
            readonly time_to_agent_ms: number | null;
            readonly leaf_indexes: {
                readonly answered: number;
                readonly ended: number | null;
            };
            readonly consents: readonly components["schemas"]["Consent"][];
            readonly recordings: readonly components["schemas"]["Recording"][];
        };
        /**
         * @example {
         *       "id": "call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "done": "paused"
         *     }
         */
        readonly CallAct: {
            /** @example call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            readonly id: string;
            /** @enum {string} */
            readonly done: "paused" | "resumed" | "withdrawn" | "announced";
        };
        /**
         * @example {
         *       "id": "con_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "name": "A. Caller",
         *       "numbers": [
         *         "+4930123456"
         *       ],
         *       "set_at": "2026-11-23T16:20:00.000Z",
         *       "waits": false
         *     }
         */
        readonly Contact: {
            /** @example con_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            readonly id: string;
            readonly name: string | null;
            readonly numbers: readonly string[];
            readonly set_at: string;
            /** @description Its erasure was asked for, and waits for a hold or the law on one of its calls */
            readonly waits: boolean;
        };
        /**
         * @example {
         *       "contact": "erased",
         *       "calls": 0,
         *       "items": [],
         *       "preview": null
         *     }
         */
        readonly ContactErasure: {
            /** @enum {string} */
            readonly contact: "erased" | "retained" | "would_erase";
            /** @description How many calls' keys were (or would be) destroyed */
            readonly calls: number;
            /** @description Recordings, each with what becomes of it and why */
            readonly items: readonly components["schemas"]["ErasedRecording"][];
            /** @description Names what a dry run showed: send it to erase exactly that */
            readonly preview: string | null;
        };
        /**
         * @example {
         *       "data": [
         *         {
         *           "place": "keys.db",
         *           "object": "subject",
         *           "field": "masked",
         *           "personal": "yes",
         *           "category": "Caller numbers, sealed or as a keyed hash",
         *           "purpose": "Answer requests of the people recorded, and erase in time",
         *           "legal_basis": "Legal obligation: rights of data subjects (Art. 6(1)(c), 12 to 22 GDPR)",
         *           "retention": "Until the caller is erased"
         *         }
         *       ],
         *       "not_processed": [
         *         "Text messages, and their content"
         *       ]
         *     }
         */
        readonly DataMap: {
            readonly data: readonly {
                /** @description File of the data folder; files: kinds of files; openings: sealed fields of the ledger */
                readonly place: string;
                /** @description Table, part of the document, or kind of file */
                readonly object: string;
                readonly field: string;
                /**
                 * @description pseudonymous: about a person whom only further data can name
                 * @enum {string}
                 */
                readonly personal: "no" | "pseudonymous" | "yes";
                readonly category: string;
                readonly purpose: string;
                readonly legal_basis: string;
                readonly retention: string;
            }[];
            readonly not_processed: readonly string[];
        };
        /**
         * @example {
         *       "id": "rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "header": "{\"authority\":{\"index\":41}}",
         *       "keys": {
         *         "call_key": "eyJhbGciOiJSU0EtT0FFUC0yNTYi...",
         *         "recording_key": "eyJhbGciOiJFQ0RILUVTK0EyNTZLVyI..."
         *       },
         *       "ciphertext": {
         *         "bytes": 3721032,
         *         "sha256": "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
         *         "url": "/v1/recordings/rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091/ciphertext"
         *       }
         *     }
         */
        readonly SealedRecording: {
            /** @example rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            readonly id: string;
            /** @description header.json: exactly these bytes are bound to the audio, so keep them as they are */
            readonly header: string;
            /** @description keys.json: compact JWEs */
            readonly keys: {
                readonly call_key: string;
                readonly recording_key: string;
            };
            readonly ciphertext: {
                readonly bytes: number;
                readonly sha256: string;
                readonly url: string;
            };
        };
        /**
         * @example {
         *       "checkpoint": "assent.example/ledger\n49\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n— assent.example/ledger ...\n",
         *       "leaves": [
         *         {
         *           "index": 43,
         *           "type": "recording.started",
         *           "entry": "eyJjYWxsIjoi...",
         *           "leaf_hash": "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
         *           "inclusion": [
         *             "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
         *           ]
         *         }
         *       ]
         *     }
         */
        readonly RecordingProof: {
            /** @description The signed note (c2sp.org/tlog-checkpoint) */
            readonly checkpoint: string;
            readonly leaves: readonly {
                readonly index: number;
                readonly type: string;
                /** @description base64 of the exact leaf bytes */
                readonly entry: string;
                /** @description base64, RFC 6962 */
                readonly leaf_hash: string;
                /** @description base64 audit path, leaf side first */
                readonly inclusion: readonly string[];
            }[];
        };
        /**
         * @example {
         *       "version": 3,
         *       "state": "published",
         *       "created_at": "2026-11-20T10:00:00.000Z",
         *       "published_at": "2026-11-21T10:00:00.000Z",
         *       "published_by": "dev",
         *       "publish_at": null,
         *       "hindered": null,
         *       "message": "Shorter notice, reviewed",
         *       "reviewed_by": null,
         *       "draft_wording": true,
         *       "brings_back": null,
         *       "edited_by": [
         *         "dev"
         *       ],
         *       "languages": {
         *         "en": {
         *           "notice": {
         *             "text": "This call may be recorded.",
         *             "audio_sha256": "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
         *             "bytes": 16000
         *           }
         *         }
         *       },
         *       "says": {
         *         "en": {
         *           "purpose": "to improve our service"
         *         }
         *       },
         *       "waivers": []
         *     }
         */
        readonly GreetingVersion: {
            readonly version: number;
            /** @enum {string} */
            readonly state: "draft" | "scheduled" | "published";
            readonly created_at: string;
            readonly published_at: string | null;
            /** @description Who published it, or put it on the schedule */
            readonly published_by: string | null;
            /** @description When a scheduled version is published by itself */
            readonly publish_at: string | null;
            /** @description Why it was not published when it was due; it is a draft again */
            readonly hindered: {
                readonly at: string;
                readonly reason: string;
            } | null;
            readonly message: string | null;
            readonly reviewed_by: string | null;
            /** @description True while nobody who may has reviewed the words */
            readonly draft_wording: boolean;
            /** @description The earlier version that a roll-back brought back */
            readonly brings_back: number | null;
            /** @description Everybody who worked on the draft */
            readonly edited_by: readonly string[];
            readonly languages: {
                readonly [key: string]: {
                    readonly [key: string]: {
                        readonly text: string;
                        /** @description base64url, over the raw PCMU that is played */
                        readonly audio_sha256: string;
                        readonly bytes: number;
                        /** @description The synthetic voice that spoke it, for drafts; absent for a recording */
                        readonly voice?: string;
                    };
                };
            };
            /** @description For each language the very words of notice and `more` that say what must be said */
            readonly says: {
                readonly [key: string]: {
                    readonly [key: string]: string;
                };
            };
            /** @description Checks that did not pass, and why they may stand */
            readonly waivers: readonly {
                readonly pointer: string;
                readonly code: string;
                readonly reason: string;
                readonly by: string;
                readonly at: string;
            }[];
        };
        /**
         * @example {
         *       "id": "standard",
         *       "name": "Standard",
         *       "live": 3,
         *       "versions": [
         *         {
         *           "version": 3,
         *           "state": "published",
         *           "created_at": "2026-11-20T10:00:00.000Z",
         *           "published_at": "2026-11-21T10:00:00.000Z",
         *           "published_by": "dev",
         *           "publish_at": null,
         *           "hindered": null,
         *           "message": "Shorter notice, reviewed",
         *           "reviewed_by": null,
         *           "draft_wording": true,
         *           "brings_back": null,
         *           "edited_by": [
         *             "dev"
         *           ],
         *           "languages": {
         *             "en": {
         *               "notice": {
         *                 "text": "This call may be recorded.",
         *                 "audio_sha256": "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
         *                 "bytes": 16000
         *               }
         *             }
         *           },
         *           "says": {
         *             "en": {
         *               "purpose": "to improve our service"
         *             }
         *           },
         *           "waivers": []
         *         }
         *       ]
         *     }
         */
        readonly Greeting: {
            readonly id: string;
            readonly name: string;
            /** @description The version that callers hear now */
            readonly live: number | null;
            readonly versions: readonly components["schemas"]["GreetingVersion"][];
        };
        /**
         * @example {
         *       "publishable": false,
         *       "findings": [
         *         {
         *           "pointer": "/languages/en/menu",
         *           "code": "prompt_missing",
         *           "detail": "has no audio",
         *           "severity": "error",
         *           "waivable": false,
         *           "waived": null
         *         }
         *       ]
         *     }
         */
        readonly GreetingCheck: {
            readonly publishable: boolean;
            readonly findings: readonly {
                readonly pointer: string;
                readonly code: string;
                readonly detail: string;
                /**
                 * @description An error stands in the way unless it is waived
                 * @enum {string}
                 */
                readonly severity: "error" | "warning";
                readonly waivable: boolean;
                readonly waived: {
                    readonly pointer: string;
                    readonly code: string;
                    readonly reason: string;
                    readonly by: string;
                    readonly at: string;
                } | null;
            }[];
        };
        /**
         * @example {
         *       "from": 2,
         *       "to": 3,
         *       "changes": [
         *         {
         *           "language": "en",
         *           "prompt": "granted",
         *           "words": true,
         *           "audio": true,
         *           "before": {
         *             "text": "Thank you.",
         *             "audio_sha256": "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"
         *           },
         *           "after": {
         *             "text": "Thank you. Recording starts now.",
         *             "audio_sha256": "ar9AW1jOH7wk7u3SQAvfaqVMwHlN_Tii0_2zypjDT-k"
         *           }
         *         }
         *       ]
         *     }
         */
        readonly GreetingDiff: {
            readonly from: number;
            readonly to: number;
            readonly changes: readonly {
                readonly language: string;
                /** @enum {string} */
                readonly prompt: "notice" | "menu" | "more" | "granted" | "refused" | "no_input" | "default_off" | "invalid" | "time_warning" | "stopped" | "in_progress";
                /** @description The words differ */
                readonly words: boolean;
                /** @description The bytes that are played differ */
                readonly audio: boolean;
                /** @description null: the version has no such prompt */
                readonly before: {
                    readonly text: string;
                    readonly audio_sha256: string;
                } | null;
                readonly after: {
                    readonly text: string;
                    readonly audio_sha256: string;
                } | null;
            }[];
        };
        /**
         * @example {
         *       "since": "2026-08-25T10:00:00.000Z",
         *       "versions": [
         *         {
         *           "version": 3,
         *           "language": "en",
         *           "live": true,
         *           "calls": {
         *             "granted": 61,
         *             "refused": 24,
         *             "no_answer": 9
         *           },
         *           "refusal_rate": 0.255,
         *           "time_to_agent": {
         *             "granted": {
         *               "calls": 61,
         *               "median_ms": 16200,
         *               "p90_ms": 19400
         *             },
         *             "refused": {
         *               "calls": 24,
         *               "median_ms": 16000,
         *               "p90_ms": 19100
         *             },
         *             "no_answer": {
         *               "calls": 9,
         *               "median_ms": 33000,
         *               "p90_ms": 34000
         *             }
         *           }
         *         }
         *       ]
         *     }
         */
        readonly GreetingStats: {
            readonly since: string;
            readonly versions: readonly {
                readonly version: number;
                readonly language: string;
                readonly live: boolean;
                /** @description By the first decision: granted, refused, no_answer, failed, ... */
                readonly calls: {
                    readonly [key: string]: number;
                };
                /** @description Refused, of all who heard the question */
                readonly refusal_rate: number | null;
                /** @description From the answer to the agent: refusing must not take longer than agreeing */
                readonly time_to_agent: {
                    readonly granted: {
                        readonly calls: number;
                        readonly median_ms: number | null;
                        readonly p90_ms: number | null;
                    };
                    readonly refused: {
                        readonly calls: number;
                        readonly median_ms: number | null;
                        readonly p90_ms: number | null;
                    };
                    readonly no_answer: {
                        readonly calls: number;
                        readonly median_ms: number | null;
                        readonly p90_ms: number | null;
                    };
                };
            }[];
        };
        /**
         * @example {
         *       "id": "hold_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "recording_id": "rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "reason": "case 4711",
         *       "owner": "legal",
         *       "review_on": "2027-05-01",
         *       "set_at": "2026-11-23T16:30:00.000Z"
         *     }
         */
        readonly Hold: {
            /** @example hold_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            readonly id: string;
            /** @example rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            readonly recording_id: string;
            readonly reason: string;
            readonly owner: string;
            readonly review_on: string;
            readonly set_at: string;
        };
        /**
         * @example {
         *       "status": "ok",
         *       "checks": [
         *         {
         *           "name": "ledger",
         *           "status": "ok",
         *           "detail": null
         *         }
         *       ]
         *     }
         */
        readonly Readiness: {
            /** @enum {string} */
            readonly status: "ok" | "failed";
            readonly checks: readonly {
                readonly name: string;
                /** @enum {string} */
                readonly status: "ok" | "failed";
                readonly detail: string | null;
            }[];
        };
        /**
         * @example {
         *       "id": "doc_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "name": "passport.jpg",
         *       "media_type": "image/jpeg",
         *       "set_at": "2026-11-23T16:20:00.000Z"
         *     }
         */
        readonly IdentityDocument: {
            /** @example doc_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            readonly id: string;
            readonly name: string;
            readonly media_type: string;
            readonly set_at: string;
        };
        /**
         * @example {
         *       "accesses": 2,
         *       "first_at": "2026-11-23T17:02:11.000Z",
         *       "last_at": "2026-11-23T17:02:12.000Z",
         *       "by_type": {
         *         "key.used": 1,
         *         "access.played": 1
         *       },
         *       "keys": [
         *         "console"
         *       ],
         *       "addresses": [
         *         "203.0.113.7"
         *       ],
         *       "subjects": [
         *         "019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091"
         *       ],
         *       "calls": [
         *         "call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091"
         *       ],
         *       "recordings": [
         *         "rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091"
         *       ],
         *       "unattributed": 0
         *     }
         */
        readonly Incident: {
            readonly accesses: number;
            readonly first_at: string | null;
            readonly last_at: string | null;
            readonly by_type: {
                readonly [key: string]: number;
            };
            /** @description Who: keys, tokens and people, by id */
            readonly keys: readonly string[];
            readonly addresses: readonly string[];
            /** @description Whose data: pseudonymous ids. Callers who withheld their number, or were erased, have none */
            readonly subjects: readonly string[];
            readonly calls: readonly string[];
            readonly recordings: readonly string[];
            /** @description Accesses of the period from before the index: their leaves alone say whose they were */
            readonly unattributed: number;
        };
        /**
         * @example {
         *       "id": "kek-2",
         *       "epoch": 2,
         *       "provider": "file",
         *       "fingerprint": "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
         *       "state": "active",
         *       "created_at": "2026-11-23T16:30:00.000Z",
         *       "destroyed_at": null
         *     }
         */
        readonly KeyEncryptionKey: {
            readonly id: string;
            readonly epoch: number;
            readonly provider: string;
            /** @description base64url SHA-256 of the public half; stands in the ledger */
            readonly fingerprint: string;
            /** @enum {string} */
            readonly state: "active" | "retiring" | "destroyed";
            readonly created_at: string;
            readonly destroyed_at: string | null;
        };
        /**
         * @example {
         *       "origin": "assent.example/ledger",
         *       "size": 49,
         *       "root": "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
         *       "note": "assent.example/ledger\n49\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n— assent.example/ledger ...\n"
         *     }
         */
        readonly Checkpoint: {
            readonly origin: string;
            /** @description How many leaves it covers */
            readonly size: number;
            /** @description base64 */
            readonly root: string;
            /** @description The signed note, exactly as published */
            readonly note: string;
        };
        /**
         * @example {
         *       "line_id": "main",
         *       "at": "2026-12-24T17:00:00.000Z",
         *       "opening": {
         *         "open": false,
         *         "by": "holiday",
         *         "name": "Christmas Eve",
         *         "until": "2026-12-28T08:00:00.000Z"
         *       },
         *       "greeting": "closed",
         *       "greeting_version": 2,
         *       "language": "de",
         *       "destination": {
         *         "kind": "hang-up"
         *       },
         *       "mode": "opt_in"
         *     }
         */
        readonly LineExplained: {
            readonly line_id: string;
            readonly at: string;
            /** @description null: the line keeps no schedule and is always open */
            readonly opening: {
                readonly open: boolean;
                /**
                 * @description What decided, strongest first
                 * @enum {string}
                 */
                readonly by: "override" | "holiday" | "weekly";
                /** @description Of the override or holiday */
                readonly name: string | null;
                /** @description The next change; null: none within 400 days */
                readonly until: string | null;
            } | null;
            readonly greeting: string;
            /** @description What is live now; null: nothing is published, and callers are not asked */
            readonly greeting_version: number | null;
            readonly language: string;
            readonly destination: {
                /** @constant */
                readonly kind: "test-agent";
            } | {
                /** @constant */
                readonly kind: "phone";
                readonly number: string;
                readonly press_to_accept?: boolean;
            } | {
                /** @constant */
                readonly kind: "sip";
                readonly uri: string;
            } | {
                /** @constant */
                readonly kind: "queue";
                readonly targets: readonly ({
                    /** @constant */
                    readonly kind: "phone";
                    readonly number: string;
                    readonly ring_seconds: number;
                } | {
                    /** @constant */
                    readonly kind: "sip";
                    readonly uri: string;
                    readonly ring_seconds: number;
                } | {
                    /** @constant */
                    readonly kind: "test-agent";
                    readonly ring_seconds: number;
                } | {
                    /** @constant */
                    readonly kind: "voicemail";
                    readonly max_seconds: number;
                })[];
            } | {
                /** @constant */
                readonly kind: "voicemail";
                readonly max_seconds: number;
            } | {
                /** @constant */
                readonly kind: "hang-up";
            };
            readonly mode: string;
        };
        /**
         * @example {
         *       "id": "main",
         *       "name": "Main line",
         *       "number": "+4930123456",
         *       "organisation": "Example GmbH",
         *       "language": "en",
         *       "language_by_prefix": {
         *         "+49": "de",
         *         "+33": "fr"
         *       },
         *       "greeting": "standard",
         *       "mode": "opt_in",
         *       "purposes": [
         *         "quality"
         *       ],
         *       "destination": {
         *         "kind": "phone",
         *         "number": "+4930999888"
         *       },
         *       "agent_basis": "works agreement",
         *       "retention": {
         *         "policy": "default-365d",
         *         "days": 365
         *       },
         *       "keys": {
         *         "agree": "1",
         *         "refuse": "2",
         *         "repeat": "*",
         *         "more": "0",
         *         "withdraw": "*2"
         *       },
         *       "on_withdrawal": "restrict_72h",
         *       "limits": {
         *         "concurrent_calls": 100
         *       }
         *     }
         */
        readonly Line: {
            readonly id: string;
            readonly name: string;
            readonly number: string;
            readonly organisation: string;
            readonly language: string;
            readonly language_by_prefix?: {
                readonly [key: string]: string;
            };
            readonly greeting: string;
            /** @enum {string} */
            readonly mode: "opt_in" | "opt_out" | "notice_only" | "legal_obligation" | "agent_asks" | "off";
            readonly legal_basis?: string;
            readonly purposes: readonly string[];
            readonly destination: {
                /** @constant */
                readonly kind: "test-agent";
            } | {
                /** @constant */
                readonly kind: "phone";
                readonly number: string;
                readonly press_to_accept?: boolean;
            } | {
                /** @constant */
                readonly kind: "sip";
                readonly uri: string;
            } | {
                /** @constant */
                readonly kind: "queue";
                readonly targets: readonly ({
                    /** @constant */
                    readonly kind: "phone";
                    readonly number: string;
                    readonly ring_seconds: number;
                } | {
                    /** @constant */
                    readonly kind: "sip";
                    readonly uri: string;
                    readonly ring_seconds: number;
                } | {
                    /** @constant */
                    readonly kind: "test-agent";
                    readonly ring_seconds: number;
                } | {
                    /** @constant */
                    readonly kind: "voicemail";
                    readonly max_seconds: number;
                })[];
            } | {
                /** @constant */
                readonly kind: "voicemail";
                readonly max_seconds: number;
            } | {
                /** @constant */
                readonly kind: "hang-up";
            };
            readonly schedule?: string;
            readonly closed?: {
                readonly greeting?: string;
                readonly destination?: {
                    /** @constant */
                    readonly kind: "test-agent";
                } | {
                    /** @constant */
                    readonly kind: "phone";
                    readonly number: string;
                    readonly press_to_accept?: boolean;
                } | {
                    /** @constant */
                    readonly kind: "sip";
                    readonly uri: string;
                } | {
                    /** @constant */
                    readonly kind: "queue";
                    readonly targets: readonly ({
                        /** @constant */
                        readonly kind: "phone";
                        readonly number: string;
                        readonly ring_seconds: number;
                    } | {
                        /** @constant */
                        readonly kind: "sip";
                        readonly uri: string;
                        readonly ring_seconds: number;
                    } | {
                        /** @constant */
                        readonly kind: "test-agent";
                        readonly ring_seconds: number;
                    } | {
                        /** @constant */
                        readonly kind: "voicemail";
                        readonly max_seconds: number;
                    })[];
                } | {
                    /** @constant */
                    readonly kind: "voicemail";
                    readonly max_seconds: number;
                } | {
                    /** @constant */
                    readonly kind: "hang-up";
                };
            };
            /** @enum {string} */
            readonly carry?: "fork_stream" | "fork_document" | "bridge";
            readonly agent_basis: string;
            readonly retention: {
                readonly policy: string;
                readonly days: number;
            };
            readonly category?: string;
            readonly region?: string;
            readonly keys: {
                /** @constant */
                readonly agree: "1";
                /** @constant */
                readonly refuse: "2";
                /** @constant */
                readonly repeat: "*";
                /** @constant */
                readonly more: "0";
                readonly withdraw: string;
            };
            /** @enum {string} */
            readonly on_withdrawal: "restrict_72h" | "shred_at_once";
            readonly limits: {
                readonly concurrent_calls: number;
            };
        };
        /**
         * @example {
         *       "mode": "opt_in",
         *       "line_mode": "notice_only",
         *       "line_id": "main",
         *       "at": "2026-11-23",
         *       "parties": [
         *         "caller",
         *         "agent"
         *       ],
         *       "why": "The caller's number points to US-CA, where everybody on the line has to agree (Cal. Penal Code 632 and 632.7): notice_only is not allowed there, so the caller is asked first.",
         *       "won": {
         *         "of": "caller",
         *         "jurisdiction": "US-CA",
         *         "rule": {
         *           "code": "US-CA",
         *           "rule": "all_party",
         *           "allows": [
         *             "opt_in",
         *             "agent_asks"
         *           ],
         *           "statute": "Cal. Penal Code 632 and 632.7",
         *           "sources": [
         *             "https://docs.aquilsafety.com/legal/states/all-party-consent-policy"
         *           ],
         *           "reviewed_on": "2026-11-23",
         *           "confidence": "high",
         *           "note": null,
         *           "in_force_from": null
         *         }
         *       },
         *       "places": {
         *         "caller": "US-CA",
         *         "called": "US-NY",
         *         "declared": null
         *       },
         *       "rules": {
         *         "version": "2026-11-23",
         *         "sha256": "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"
         *       },
         *       "notice": "Product guidance, not legal advice."
         *     }
         */
        readonly PolicyExplanation: {
            /** @description How the caller is asked */
            readonly mode: string;
            readonly line_mode: string;
            readonly line_id: string | null;
            readonly at: string;
            /** @description Whose consent the rule that won demands */
            readonly parties: readonly string[];
            readonly why: string;
            readonly won: {
                /** @enum {string} */
                readonly of: "caller" | "called" | "declared";
                readonly jurisdiction: string | null;
                /** @description null: no rule is known, and what is unknown is treated strictly */
                readonly rule: {
                    readonly code: string;
                    /** @enum {string} */
                    readonly rule: "all_party" | "consent_required" | "one_party";
                    /** @description Modes that a line may ask in */
                    readonly allows: readonly string[];
                    readonly statute: string | null;
                    readonly sources: readonly string[];
                    readonly reviewed_on: string;
                    readonly confidence: string;
                    readonly note: string | null;
                    readonly in_force_from: string | null;
                } | null;
            };
            readonly places: {
                readonly caller: string | null;
                readonly called: string | null;
                readonly declared: string | null;
            };
            readonly rules: {
                readonly version: string;
                readonly sha256: string;
            };
            readonly notice: string;
        };
        /**
         * @example {
         *       "notice": "Product guidance, not legal advice.",
         *       "version": "2026-11-23",
         *       "sha256": "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
         *       "data": [
         *         {
         *           "code": "US-CA",
         *           "rule": "all_party",
         *           "allows": [
         *             "opt_in",
         *             "agent_asks"
         *           ],
         *           "statute": "Cal. Penal Code 632 and 632.7",
         *           "sources": [
         *             "https://docs.aquilsafety.com/legal/states/all-party-consent-policy"
         *           ],
         *           "reviewed_on": "2026-11-23",
         *           "confidence": "high",
         *           "note": null,
         *           "in_force_from": null
         *         }
         *       ]
         *     }
         */
        readonly JurisdictionRules: {
            readonly notice: string;
            readonly version: string;
            readonly sha256: string;
            readonly data: readonly {
                readonly code: string;
                /** @enum {string} */
                readonly rule: "all_party" | "consent_required" | "one_party";
                /** @description Modes that a line may ask in */
                readonly allows: readonly string[];
                readonly statute: string | null;
                readonly sources: readonly string[];
                readonly reviewed_on: string;
                readonly confidence: string;
                readonly note: string | null;
                readonly in_force_from: string | null;
            }[];
        };
        /**
         * @example {
         *       "data": [
         *         {
         *           "line_id": "main",
         *           "code": "mode_not_allowed_here",
         *           "detail": "opt_out is not allowed where this line is (DE): all its callers are asked first",
         *           "jurisdictions": [
         *             "DE"
         *           ]
         *         }
         *       ]
         *     }
         */
        readonly PolicyWarnings: {
            readonly data: readonly {
                readonly line_id: string;
                /** @enum {string} */
                readonly code: "location_unknown" | "mode_not_allowed_here" | "mode_not_allowed_for_callers";
                readonly detail: string;
                readonly jurisdictions: readonly string[];
            }[];
        };
        /**
         * @example {
         *       "decisions": 412,
         *       "different": 1,
         *       "rules": [
         *         "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"
         *       ],
         *       "differences": [
         *         {
         *           "leaf": 43,
         *           "call_id": "call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *           "what": "decided_otherwise",
         *           "stored": {
         *             "mode": "notice_only",
         *             "decided_by": "US-NY"
         *           },
         *           "computed": {
         *             "mode": "opt_in",
         *             "decided_by": "US-CA"
         *           }
         *         }
         *       ]
         *     }
         */
        readonly PolicyReplay: {
            /** @description Leaves that keep a decision */
            readonly decisions: number;
            readonly different: number;
            /** @description Hashes of the sets of rules that they were made by */
            readonly rules: readonly string[];
            /** @description The first thousand */
            readonly differences: readonly {
                readonly leaf: number;
                /** @example call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
                readonly call_id: string;
                /** @enum {string} */
                readonly what: "decided_otherwise" | "rules_missing" | "rules_changed";
                readonly stored: {
                    readonly mode: string;
                    readonly decided_by: string | null;
                };
                readonly computed: {
                    readonly mode: string;
                    readonly decided_by: string | null;
                } | null;
            }[];
        };
        /**
         * @example {
         *       "made_at": "2026-11-23T16:30:00.000Z",
         *       "controller": {
         *         "name": "Example GmbH",
         *         "contact": "privacy@example.org",
         *         "address": null,
         *         "country": "DE"
         *       },
         *       "representative": null,
         *       "dpo": null,
         *       "processor": null,
         *       "data_subjects": [
         *         "Callers"
         *       ],
         *       "activities": [],
         *       "recipients": [],
         *       "transfers": [],
         *       "time_limits": [
         *         {
         *           "what": "recordings of the line main, for quality",
         *           "limit": "365 days after the call"
         *         }
         *       ],
         *       "security_measures": [],
         *       "not_processed": [
         *         "Text messages, and their content"
         *       ]
         *     }
         */
        readonly ProcessingRegister: {
            readonly made_at: string;
            readonly controller: {
                readonly name: string;
                readonly contact: string;
                readonly address: string | null;
                readonly country: string | null;
            };
            readonly representative: {
                readonly name: string;
                readonly contact: string;
                readonly address: string | null;
            } | null;
            /** @description The data protection officer */
            readonly dpo: {
                readonly name: string;
                readonly contact: string;
                readonly address: string | null;
            } | null;
            readonly processor: {
                readonly name: string;
                readonly contact: string;
                readonly address: string | null;
                readonly country: string | null;
            } | null;
            readonly data_subjects: readonly string[];
            readonly activities: readonly {
                readonly purpose: string;
                readonly data: readonly string[];
                readonly legal_bases: readonly string[];
                readonly time_limits: readonly string[];
                readonly fields: number;
            }[];
            readonly recipients: readonly {
                readonly id: string;
                readonly name: string;
                readonly role: string;
                readonly purpose: string;
                readonly country: string | null;
                readonly transfer: string | null;
            }[];
            readonly transfers: readonly {
                readonly recipient: string;
                readonly country: string | null;
                readonly mechanism: string | null;
            }[];
            readonly time_limits: readonly {
                readonly what: string;
                readonly limit: string;
            }[];
            readonly security_measures: readonly string[];
            readonly not_processed: readonly string[];
        };
        /**
         * @example {
         *       "id": "archive",
         *       "name": "Archive Ltd",
         *       "role": "storage",
         *       "purpose": "Keeps copies of recordings",
         *       "country": "IE",
         *       "transfer": "none_needed",
         *       "source": "document"
         *     }
         */
        readonly Recipient: {
            readonly id: string;
            readonly name: string;
            /** @enum {string} */
            readonly role: "storage" | "carrier" | "webhook" | "voice" | "witness" | "timestamp" | "auditor" | "authority" | "other";
            readonly purpose: string;
            /** @description ISO 3166-1; null: not stated, so that nothing may be exported to it */
            readonly country: string | null;
            /** @description none_needed: within the EEA or the country; adequacy: Art. 45; scc, bcr, safeguards: Art. 46, 47; derogation: Art. 49 */
            readonly transfer: ("none_needed" | "adequacy" | "scc" | "bcr" | "safeguards" | "derogation") | null;
            /**
             * @description configuration: named by a trunk, a witness or such
             * @enum {string}
             */
            readonly source: "configuration" | "document";
        };
        /**
         * @example {
         *       "at": "2026-11-23T16:30:00.000Z",
         *       "sha256": "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
         *       "parties": [
         *         {
         *           "id": "archive",
         *           "name": "Archive Ltd",
         *           "role": "storage",
         *           "purpose": "Keeps copies of recordings",
         *           "country": "IE",
         *           "transfer": "none_needed"
         *         }
         *       ]
         *     }
         */
        readonly RecipientVersion: {
            /** @description From when on */
            readonly at: string;
            /** @description base64url SHA-256 of the parties by id, as canonical JSON (RFC 8785) */
            readonly sha256: string;
            readonly parties: readonly {
                readonly id: string;
                readonly name: string;
                /** @enum {string} */
                readonly role: "storage" | "carrier" | "webhook" | "voice" | "witness" | "timestamp" | "auditor" | "authority" | "other";
                readonly purpose: string;
                /** @description ISO 3166-1; null: not stated, so that nothing may be exported to it */
                readonly country: string | null;
                /** @description none_needed: within the EEA or the country; adequacy: Art. 45; scc, bcr, safeguards: Art. 46, 47; derogation: Art. 49 */
                readonly transfer: ("none_needed" | "adequacy" | "scc" | "bcr" | "safeguards" | "derogation") | null;
            }[];
        };
        /**
         * @example {
         *       "id": "019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "kind": "maximum",
         *       "days": 90,
         *       "basis": "data minimisation",
         *       "line": null,
         *       "category": null,
         *       "purpose": null,
         *       "region": null,
         *       "from": null,
         *       "to": null
         *     }
         */
        readonly RetentionRule: {
            /** Format: uuid */
            readonly id: string;
            /**
             * @description minimum: the law; maximum: minimisation; keep: the period in between
             * @enum {string}
             */
            readonly kind: "minimum" | "maximum" | "keep";
            /** @description After the day the call ended */
            readonly days: number;
            /** @description Stands in the sentence people are given */
            readonly basis: string;
            /** @default null */
            readonly line: string | null;
            /** @default null */
            readonly category: string | null;
            /** @default null */
            readonly purpose: string | null;
            /** @default null */
            readonly region: string | null;
            /** @description For calls that ended from here on; null: for all */
            readonly from: string | null;
            readonly to: string | null;
        };
        /**
         * @example {
         *       "rule": null,
         *       "changes": 12,
         *       "deletes": 3,
         *       "preview": "47DEQpj8HBSa"
         *     }
         */
        readonly RetentionChange: {
            /** @description null in a dry run */
            readonly rule: components["schemas"]["RetentionRule"] | null;
            /** @description Existing recordings whose last day would move */
            readonly changes: number | null;
            /** @description Of those, due at once */
            readonly deletes: number | null;
            readonly preview: string | null;
        };
        /**
         * @example {
         *       "delete_after": "2027-11-23",
         *       "shred_from": "2027-11-24T00:00:00.000Z",
         *       "playable": true,
         *       "by": "captured",
         *       "rule": "default-365d",
         *       "basis": null,
         *       "policy_less": false,
         *       "sentence": "kept until the end of 2027-11-23 (UTC), 365 days after the call ended, by the rule default-365d"
         *     }
         */
        readonly Retention: {
            /** @description The last day by period alone */
            readonly delete_after: string;
            /** @description null: not before something else ends */
            readonly shred_from: string | null;
            readonly playable: boolean;
            /** @description The rule that won */
            readonly by: string;
            readonly rule: string | null;
            readonly basis: string | null;
            /** @description Nothing says how long to keep it: the default applies */
            readonly policy_less: boolean;
            /** @description For the person */
            readonly sentence: string;
        };
        /**
         * @example {
         *       "retention_overdue": 0,
         *       "asks": null,
         *       "records": {
         *         "contact": 730,
         *         "agent": 1096,
         *         "note": 365,
         *         "tags": 365,
         *         "document": 30
         *       },
         *       "history_days": null
         *     }
         */
        readonly RetentionState: {
            /** @description Recordings that should be gone and are not: 0 */
            readonly retention_overdue: number;
            /** @description Why the sweep stopped and waits for a person */
            readonly asks: ("clock_jumped" | "batch_abnormal") | null;
            /** @description Days that what is held beside calls is kept, since it was last worded */
            readonly records: {
                readonly contact: number;
                readonly agent: number;
                readonly note: number;
                readonly tags: number;
                readonly document: number;
            };
            /** @description How far back calls are listed: kept or not, a setting of its own */
            readonly history_days: number | null;
        };
        /**
         * @example {
         *       "id": "office",
         *       "name": "Office hours",
         *       "time_zone": "Europe/Berlin",
         *       "weekly": [
         *         {
         *           "days": [
         *             "mon",
         *             "tue",
         *             "wed",
         *             "thu",
         *             "fri"
         *           ],
         *           "hours": [
         *             {
         *               "from": "09:00",
         *               "to": "17:30"
         *             }
         *           ]
         *         }
         *       ],
         *       "holidays": [
         *         {
         *           "name": "Christmas Day",
         *           "on": "--12-25"
         *         }
         *       ],
         *       "overrides": [
         *         {
         *           "name": "Sale",
         *           "from": "2026-11-28",
         *           "to": "2026-11-28",
         *           "hours": [
         *             {
         *               "from": "10:00",
         *               "to": "14:00"
         *             }
         *           ]
         *         }
         *       ]
         *     }
         */
        readonly Schedule: {
            readonly id: string;
            readonly name: string;
            readonly time_zone: string;
            readonly weekly: readonly {
                readonly days: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                readonly hours: readonly {
                    readonly from: string;
                    readonly to: string;
                }[];
            }[];
            /** @default [] */
            readonly holidays: readonly {
                readonly name: string;
                readonly on: string;
            }[];
            /** @default [] */
            readonly overrides: readonly {
                readonly name: string;
                /** Format: date */
                readonly from: string;
                /** Format: date */
                readonly to: string;
                readonly hours: readonly {
                    readonly from: string;
                    readonly to: string;
                }[];
            }[];
        };
        /**
         * @example {
         *       "id": "dsr_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "kind": "erasure",
         *       "state": "assessed",
         *       "received_at": "2026-11-23T16:20:00.000Z",
         *       "due_on": "2026-12-23",
         *       "extended": false,
         *       "overdue": false,
         *       "filed_by": "front-desk",
         *       "decided_by": null,
         *       "language": "en",
         *       "number": "+49••••••••78",
         *       "recording_id": null,
         *       "details": {
         *         "verified_by": "call_back",
         *         "ground": "17_1_b"
         *       },
         *       "items": [],
         *       "certificate": false,
         *       "manifest_sha256": null
         *     }
         */
        readonly SubjectRequest: {
            /** @example dsr_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            readonly id: string;
            /** @enum {string} */
            readonly kind: "access" | "erasure" | "restriction" | "withdrawal" | "rectification" | "disclosure";
            /** @enum {string} */
            readonly state: "received" | "verified" | "assessed" | "executed" | "refused" | "notified";
            readonly received_at: string;
            /** @description Last calendar day (UTC) for the answer: one month, three when extended */
            readonly due_on: string;
            readonly extended: boolean;
            readonly overdue: boolean;
            /** @description Id of the API key */
            readonly filed_by: string;
            readonly decided_by: string | null;
            /** @enum {string} */
            readonly language: "en" | "de" | "fr" | "es";
            /** @description Masked */
            readonly number: string | null;
            readonly recording_id: string | null;
            readonly details: {
                readonly authority?: string;
                readonly legal_reference?: string;
                readonly scope?: string;
                readonly statement?: string;
                /** @enum {string} */
                readonly verified_by?: "call_back" | "code" | "account" | "document" | "court_order" | "representative";
                readonly verified_reference?: string;
                /** @enum {string} */
                readonly ground?: "17_1_a" | "17_1_b" | "17_1_c" | "17_1_d" | "17_1_e" | "17_1_f";
                /** @enum {string} */
                readonly refusal?: "17_3_a" | "17_3_b" | "17_3_c" | "17_3_d" | "17_3_e" | "12_5_excessive" | "12_6_identity" | "nothing_held" | "no_legal_basis";
                readonly extension_reason?: string;
                readonly handed_over?: string;
            };
            readonly items: readonly {
                /** @example rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
                readonly recording_id: string;
                /** @example call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
                readonly call_id: string;
                /** @enum {string} */
                readonly outcome: "held" | "erased" | "retained";
                readonly reason: string | null;
                readonly basis: string | null;
                readonly until: string | null;
            }[];
            /** @description Whether there is one to fetch */
            readonly certificate: boolean;
            /** @description Disclosure: hash of the manifest of what was handed over, as in the leaf of the decision */
            readonly manifest_sha256: string | null;
        };
        /**
         * @example {
         *       "at": "2026-11-23T16:20:00.000Z",
         *       "actor": "front-desk",
         *       "act": "file",
         *       "denied": null
         *     }
         */
        readonly RequestAct: {
            readonly at: string;
            readonly actor: string;
            readonly act: string;
            readonly denied: string | null;
        };
        /**
         * @example {
         *       "id": "dsr_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "kind": "erasure",
         *       "state": "assessed",
         *       "received_at": "2026-11-23T16:20:00.000Z",
         *       "due_on": "2026-12-23",
         *       "extended": false,
         *       "overdue": false,
         *       "filed_by": "front-desk",
         *       "decided_by": null,
         *       "language": "en",
         *       "number": "+49••••••••78",
         *       "recording_id": null,
         *       "details": {
         *         "verified_by": "call_back",
         *         "ground": "17_1_b"
         *       },
         *       "items": [],
         *       "certificate": false,
         *       "manifest_sha256": null,
         *       "history": [
         *         {
         *           "at": "2026-11-23T16:20:00.000Z",
         *           "actor": "front-desk",
         *           "act": "file",
         *           "denied": null
         *         }
         *       ]
         *     }
         */
        readonly SubjectRequestWithHistory: {
            /** @example dsr_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            readonly id: string;
            /** @enum {string} */
            readonly kind: "access" | "erasure" | "restriction" | "withdrawal" | "rectification" | "disclosure";
            /** @enum {string} */
            readonly state: "received" | "verified" | "assessed" | "executed" | "refused" | "notified";
            readonly received_at: string;
            /** @description Last calendar day (UTC) for the answer: one month, three when extended */
            readonly due_on: string;
            readonly extended: boolean;
            readonly overdue: boolean;
            /** @description Id of the API key */
            readonly filed_by: string;
            readonly decided_by: string | null;
            /** @enum {string} */
            readonly language: "en" | "de" | "fr" | "es";
            /** @description Masked */
            readonly number: string | null;
            readonly recording_id: string | null;
            readonly details: {
                readonly authority?: string;
                readonly legal_reference?: string;
                readonly scope?: string;
                readonly statement?: string;
                /** @enum {string} */
                readonly verified_by?: "call_back" | "code" | "account" | "document" | "court_order" | "representative";
                readonly verified_reference?: string;
                /** @enum {string} */
                readonly ground?: "17_1_a" | "17_1_b" | "17_1_c" | "17_1_d" | "17_1_e" | "17_1_f";
                /** @enum {string} */
                readonly refusal?: "17_3_a" | "17_3_b" | "17_3_c" | "17_3_d" | "17_3_e" | "12_5_excessive" | "12_6_identity" | "nothing_held" | "no_legal_basis";
                readonly extension_reason?: string;
                readonly handed_over?: string;
            };
            readonly items: readonly {
                /** @example rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
                readonly recording_id: string;
                /** @example call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
                readonly call_id: string;
                /** @enum {string} */
                readonly outcome: "held" | "erased" | "retained";
                readonly reason: string | null;
                readonly basis: string | null;
                readonly until: string | null;
            }[];
            /** @description Whether there is one to fetch */
            readonly certificate: boolean;
            /** @description Disclosure: hash of the manifest of what was handed over, as in the leaf of the decision */
            readonly manifest_sha256: string | null;
            readonly history: readonly components["schemas"]["RequestAct"][];
        };
        /**
         * @example {
         *       "id": "user_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "login": "mira@example.org",
         *       "role": "auditor",
         *       "lines": null,
         *       "state": "active",
         *       "second_factor": true,
         *       "signs_in_by": "password",
         *       "created_at": "2026-11-23T16:30:00.000Z"
         *     }
         */
        readonly User: {
            /** @example user_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            readonly id: string;
            readonly login: string;
            /** @enum {string} */
            readonly role: "owner" | "editor" | "auditor" | "privacy_officer" | "operator" | "integrator" | "agent";
            readonly lines: readonly string[] | null;
            /** @enum {string} */
            readonly state: "invited" | "active" | "disabled";
            readonly second_factor: boolean;
            /** @description null before the invitation was taken */
            readonly signs_in_by: ("password" | "provider") | null;
            readonly created_at: string;
        };
        /**
         * @example {
         *       "id": "svc_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "name": "crm",
         *       "role": "integrator",
         *       "lines": null,
         *       "state": "active",
         *       "scopes": [
         *         "calls:read",
         *         "recordings:read"
         *       ],
         *       "created_at": "2026-11-23T16:30:00.000Z"
         *     }
         */
        readonly ServiceAccount: {
            /** @example svc_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            readonly id: string;
            readonly name: string;
            /** @enum {string} */
            readonly role: "owner" | "editor" | "auditor" | "privacy_officer" | "operator" | "integrator" | "agent";
            readonly lines: readonly string[] | null;
            /** @enum {string} */
            readonly state: "active" | "disabled";
            /** @description What its tokens can be given */
            readonly scopes: readonly ("calls:read" | "calls:control" | "calls:unmask" | "calls:evidence" | "calls:test" | "consents:read" | "recordings:read" | "recordings:audio" | "recordings:export" | "contacts:read" | "contacts:write" | "notes:read" | "notes:write" | "lines:read" | "lines:write" | "greetings:read" | "greetings:write" | "greetings:publish" | "erasure:file" | "erasure:approve" | "requests:read" | "requests:handle" | "retention:read" | "retention:write" | "operation:write" | "webhooks:read" | "webhooks:write" | "keys:write" | "audit:read" | "audit:export" | "people:read" | "people:write")[];
            readonly created_at: string;
        };
        /**
         * @example {
         *       "id": "tok_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "scopes": [
         *         "calls:read"
         *       ],
         *       "networks": [
         *         "192.0.2.0/24"
         *       ],
         *       "created_at": "2026-11-23T16:30:00.000Z",
         *       "expires_at": "2027-02-21T16:30:00.000Z",
         *       "last_used_at": null,
         *       "revoked_at": null
         *     }
         */
        readonly Token: {
            /** @example tok_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            readonly id: string;
            readonly scopes: readonly ("calls:read" | "calls:control" | "calls:unmask" | "calls:evidence" | "calls:test" | "consents:read" | "recordings:read" | "recordings:audio" | "recordings:export" | "contacts:read" | "contacts:write" | "notes:read" | "notes:write" | "lines:read" | "lines:write" | "greetings:read" | "greetings:write" | "greetings:publish" | "erasure:file" | "erasure:approve" | "requests:read" | "requests:handle" | "retention:read" | "retention:write" | "operation:write" | "webhooks:read" | "webhooks:write" | "keys:write" | "audit:read" | "audit:export" | "people:read" | "people:write")[];
            readonly networks: readonly string[];
            readonly created_at: string;
            readonly expires_at: string;
            readonly last_used_at: string | null;
            readonly revoked_at: string | null;
        };
        /**
         * @example {
         *       "id": "tok_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "scopes": [
         *         "calls:read"
         *       ],
         *       "networks": [
         *         "192.0.2.0/24"
         *       ],
         *       "created_at": "2026-11-23T16:30:00.000Z",
         *       "expires_at": "2027-02-21T16:30:00.000Z",
         *       "last_used_at": null,
         *       "revoked_at": null,
         *       "token": "asnt_live_019ab3a45c1e7d2f8a3b4c5d6e7f8091_6d1kJz..."
         *     }
         */
        readonly NewToken: {
            /** @example tok_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            readonly id: string;
            readonly scopes: readonly ("calls:read" | "calls:control" | "calls:unmask" | "calls:evidence" | "calls:test" | "consents:read" | "recordings:read" | "recordings:audio" | "recordings:export" | "contacts:read" | "contacts:write" | "notes:read" | "notes:write" | "lines:read" | "lines:write" | "greetings:read" | "greetings:write" | "greetings:publish" | "erasure:file" | "erasure:approve" | "requests:read" | "requests:handle" | "retention:read" | "retention:write" | "operation:write" | "webhooks:read" | "webhooks:write" | "keys:write" | "audit:read" | "audit:export" | "people:read" | "people:write")[];
            readonly networks: readonly string[];
            readonly created_at: string;
            readonly expires_at: string;
            readonly last_used_at: string | null;
            readonly revoked_at: string | null;
            /** @description The token itself. Shown this once: keep it */
            readonly token: string;
        };
        /**
         * @example {
         *       "id": "ses_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "method": "password",
         *       "created_at": "2026-11-23T16:30:00.000Z",
         *       "seen_at": "2026-11-23T16:30:00.000Z",
         *       "expires_at": "2026-11-24T04:30:00.000Z",
         *       "current": true
         *     }
         */
        readonly Session: {
            /** @example ses_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            readonly id: string;
            /** @enum {string} */
            readonly method: "password" | "oidc";
            readonly created_at: string;
            readonly seen_at: string;
            readonly expires_at: string;
            readonly current: boolean;
        };
        /**
         * @example {
         *       "account": {
         *         "id": "svc_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *         "name": "crm",
         *         "role": "integrator",
         *         "lines": null,
         *         "state": "active",
         *         "scopes": [
         *           "calls:read"
         *         ],
         *         "created_at": "2026-11-23T16:30:00.000Z"
         *       },
         *       "tokens": []
         *     }
         */
        readonly ServiceAccountWithTokens: {
            readonly account: components["schemas"]["ServiceAccount"];
            /** @description Newest first, revoked ones too */
            readonly tokens: readonly components["schemas"]["Token"][];
        };
        /**
         * @example {
         *       "id": "user_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "kind": "user",
         *       "login": "mira@example.org",
         *       "role": "auditor",
         *       "permissions": [
         *         "calls:read"
         *       ],
         *       "lines": null,
         *       "csrf_token": "6d1kJz..."
         *     }
         */
        readonly Me: {
            /** @description user_..., svc_... or the id of a key in the configuration */
            readonly id: string;
            /** @enum {string} */
            readonly kind: "user" | "service_account" | "key";
            readonly login: string | null;
            readonly role: ("owner" | "editor" | "auditor" | "privacy_officer" | "operator" | "integrator" | "agent") | null;
            readonly permissions: readonly ("calls:read" | "calls:control" | "calls:unmask" | "calls:evidence" | "calls:test" | "consents:read" | "recordings:read" | "recordings:audio" | "recordings:export" | "contacts:read" | "contacts:write" | "notes:read" | "notes:write" | "lines:read" | "lines:write" | "greetings:read" | "greetings:write" | "greetings:publish" | "erasure:file" | "erasure:approve" | "requests:read" | "requests:handle" | "retention:read" | "retention:write" | "operation:write" | "webhooks:read" | "webhooks:write" | "keys:write" | "audit:read" | "audit:export" | "people:read" | "people:write")[];
            readonly lines: readonly string[] | null;
            /** @description Send it as X-Assent-CSRF with every change; null without a sign-in */
            readonly csrf_token: string | null;
        };
        /**
         * @example {
         *       "user": {
         *         "id": "user_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *         "login": "mira@example.org",
         *         "role": "auditor",
         *         "lines": null,
         *         "state": "active",
         *         "second_factor": true,
         *         "signs_in_by": "password",
         *         "created_at": "2026-11-23T16:30:00.000Z"
         *       },
         *       "csrf_token": "6d1kJz...",
         *       "expires_at": "2026-11-24T04:30:00.000Z"
         *     }
         */
        readonly SignedIn: {
            readonly user: components["schemas"]["User"];
            readonly csrf_token: string;
            readonly expires_at: string;
        };
        /**
         * @example {
         *       "user": {
         *         "id": "user_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *         "login": "mira@example.org",
         *         "role": "owner",
         *         "lines": null,
         *         "state": "active",
         *         "second_factor": true,
         *         "signs_in_by": "password",
         *         "created_at": "2026-11-23T16:30:00.000Z"
         *       },
         *       "totp_uri": "otpauth://totp/Assent:mira%40example.org?issuer=Assent&secret=...",
         *       "recovery_codes": [
         *         "7XKQ2-M9PWD"
         *       ]
         *     }
         */
        readonly Joined: {
            readonly user: components["schemas"]["User"];
            /** @description For the authenticator app. Shown this once; null without a second factor */
            readonly totp_uri: string | null;
            /** @description Each signs in once in place of a code. Shown this once */
            readonly recovery_codes: readonly string[];
        };
        /**
         * @example {
         *       "media_url": "ws://127.0.0.1:7080/media/test",
         *       "token": "k3J...",
         *       "call_sid": "CA0123456789abcdef",
         *       "call_id": "call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091"
         *     }
         */
        readonly TestCall: {
            /** @description The WebSocket to speak the Media Streams dialect on */
            readonly media_url: string;
            /** @description Opens this one call, once */
            readonly token: string;
            readonly call_sid: string;
            /**
             * @description What the call is found by once it was answered
             * @example call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091
             */
            readonly call_id: string;
        };
        /**
         * @example {
         *       "user": {
         *         "id": "user_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *         "login": "mira@example.org",
         *         "role": "auditor",
         *         "lines": null,
         *         "state": "invited",
         *         "second_factor": false,
         *         "signs_in_by": null,
         *         "created_at": "2026-11-23T16:30:00.000Z"
         *       },
         *       "invitation": "https://assent.example.org/join#6d1kJz..."
         *     }
         */
        readonly InvitedUser: {
            readonly user: components["schemas"]["User"];
            /** @description Opens once, for 24 hours: the person sets a password with it. Shown this once */
            readonly invitation: string;
        };
        /**
         * @example {
         *       "id": "whk_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "url": "https://example.com/assent",
         *       "events": [
         *         "recording.stored"
         *       ],
         *       "lines": null,
         *       "recipient": "archive",
         *       "enabled": true,
         *       "disabled_reason": null,
         *       "disabled_at": null,
         *       "failing_since": null,
         *       "signature": "v1a",
         *       "keys": [
         *         {
         *           "public_key": "whpk_z0yKfDQBVGsLqGTKCz6Zq0hF2pSSAJYhBBp9n1nDpZ8=",
         *           "created_at": "2026-11-23T16:30:00.000Z",
         *           "until": null
         *         }
         *       ],
         *       "created_at": "2026-11-23T16:30:00.000Z"
         *     }
         */
        readonly Webhook: {
            /** @example whk_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            readonly id: string;
            readonly url: string;
            readonly events: readonly string[];
            readonly lines: readonly string[] | null;
            /** @description Who receives it, by the register of recipients */
            readonly recipient: string;
            readonly enabled: boolean;
            /** @description operator: by hand; gone: it answered 410; failing: nothing got through for three days; recipient: off the register. What it is not told waits until it is enabled */
            readonly disabled_reason: ("operator" | "gone" | "failing" | "recipient") | null;
            readonly disabled_at: string | null;
            /** @description Since when no delivery got through; null: the last one did */
            readonly failing_since: string | null;
            /**
             * @description v1a: Ed25519, verified with the public key; v1: HMAC-SHA-256 with a shared secret, for receivers that know no other
             * @enum {string}
             */
            readonly signature: "v1a" | "v1";
            /** @description Newest first. Every one of them signs */
            readonly keys: readonly {
                /** @description whpk_ and the raw key in base64; null with v1 */
                readonly public_key: string | null;
                readonly created_at: string;
                /** @description When it stops signing, after a rotation */
                readonly until: string | null;
            }[];
            readonly created_at: string;
        };
        /**
         * @example {
         *       "id": "whk_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "url": "https://example.com/assent",
         *       "events": [
         *         "recording.stored"
         *       ],
         *       "lines": null,
         *       "recipient": "archive",
         *       "enabled": true,
         *       "disabled_reason": null,
         *       "disabled_at": null,
         *       "failing_since": null,
         *       "signature": "v1a",
         *       "keys": [
         *         {
         *           "public_key": "whpk_z0yKfDQBVGsLqGTKCz6Zq0hF2pSSAJYhBBp9n1nDpZ8=",
         *           "created_at": "2026-11-23T16:30:00.000Z",
         *           "until": null
         *         }
         *       ],
         *       "created_at": "2026-11-23T16:30:00.000Z",
         *       "secret": null
         *     }
         */
        readonly NewWebhook: {
            /** @example whk_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            readonly id: string;
            readonly url: string;
            readonly events: readonly string[];
            readonly lines: readonly string[] | null;
            /** @description Who receives it, by the register of recipients */
            readonly recipient: string;
            readonly enabled: boolean;
            /** @description operator: by hand; gone: it answered 410; failing: nothing got through for three days; recipient: off the register. What it is not told waits until it is enabled */
            readonly disabled_reason: ("operator" | "gone" | "failing" | "recipient") | null;
            readonly disabled_at: string | null;
            /** @description Since when no delivery got through; null: the last one did */
            readonly failing_since: string | null;
            /**
             * @description v1a: Ed25519, verified with the public key; v1: HMAC-SHA-256 with a shared secret, for receivers that know no other
             * @enum {string}
             */
            readonly signature: "v1a" | "v1";
            /** @description Newest first. Every one of them signs */
            readonly keys: readonly {
                /** @description whpk_ and the raw key in base64; null with v1 */
                readonly public_key: string | null;
                readonly created_at: string;
                /** @description When it stops signing, after a rotation */
                readonly until: string | null;
            }[];
            readonly created_at: string;
            /** @description With v1: whsec_ and the shared secret. Shown this once */
            readonly secret: string | null;
        };
        /**
         * @example {
         *       "id": "dlv_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "event_id": "evt_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "type": "recording.stored",
         *       "state": "delivered",
         *       "tries": 1,
         *       "due_at": null,
         *       "created_at": "2026-11-23T16:30:00.000Z",
         *       "ended_at": "2026-11-23T16:30:00.000Z"
         *     }
         */
        readonly WebhookDelivery: {
            /** @example dlv_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            readonly id: string;
            /**
             * @description The webhook-id header: the same at every attempt, so that a receiver knows it again
             * @example evt_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091
             */
            readonly event_id: string;
            readonly type: string;
            /**
             * @description waiting: an earlier one of the same call goes first; pending: due, or to be tried again; failed: ten attempts in three days are used up
             * @enum {string}
             */
            readonly state: "waiting" | "pending" | "delivered" | "failed";
            readonly tries: number;
            /** @description When it is tried next */
            readonly due_at: string | null;
            readonly created_at: string;
            readonly ended_at: string | null;
        };
        /**
         * @example {
         *       "id": "dlv_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "event_id": "evt_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "type": "recording.stored",
         *       "state": "delivered",
         *       "tries": 1,
         *       "due_at": null,
         *       "created_at": "2026-11-23T16:30:00.000Z",
         *       "ended_at": "2026-11-23T16:30:00.000Z",
         *       "body": "{\"type\":\"recording.stored\",\"timestamp\":\"2026-11-23T16:30:00.000Z\",\"data\":{\"recording_id\":\"rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091\"}}",
         *       "attempts": [
         *         {
         *           "at": "2026-11-23T16:30:00.000Z",
         *           "ms": 120,
         *           "status": 204,
         *           "result": "delivered"
         *         }
         *       ]
         *     }
         */
        readonly WebhookDeliveryDetail: {
            /** @example dlv_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            readonly id: string;
            /**
             * @description The webhook-id header: the same at every attempt, so that a receiver knows it again
             * @example evt_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091
             */
            readonly event_id: string;
            readonly type: string;
            /**
             * @description waiting: an earlier one of the same call goes first; pending: due, or to be tried again; failed: ten attempts in three days are used up
             * @enum {string}
             */
            readonly state: "waiting" | "pending" | "delivered" | "failed";
            readonly tries: number;
            /** @description When it is tried next */
            readonly due_at: string | null;
            readonly created_at: string;
            readonly ended_at: string | null;
            /** @description Exactly what is signed and sent */
            readonly body: string;
            /** @description Oldest first; status null: no answer came */
            readonly attempts: readonly {
                readonly at: string;
                readonly ms: number;
                readonly status: number | null;
                readonly result: string;
            }[];
        };
        /**
         * @example {
         *       "name": "assent",
         *       "version": "0.1.0",
         *       "api": "v1"
         *     }
         */
        readonly Version: {
            /** @constant */
            readonly name: "assent";
            readonly version: string;
            /** @constant */
            readonly api: "v1";
        };
        /**
         * @example {
         *       "replayed": 12
         *     }
         */
        readonly WebhookReplay: {
            readonly replayed: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly get_health_live: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok"
                     *     }
                     */
                    readonly "application/json": {
                        /** @enum {string} */
                        readonly status: "ok";
                    };
                };
            };
        };
    };
    readonly get_health_ready: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description Done */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Readiness"];
                };
            };
        };
    };
    readonly get_openapi_json: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "openapi": "3.1.1"
                     *     }
                     */
                    readonly "application/json": Record<string, never>;
                };
            };
        };
    };
    readonly get_lines: {
        readonly parameters: {
            readonly query?: {
                /** @description How many at most, 1 to 100; 25 when absent */
                readonly limit?: string;
                /** @description next_cursor of the page before, with the same filters */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["Line"][];
                        readonly next_cursor: string | null;
                        readonly has_more: boolean;
                    };
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_lines: {
        readonly parameters: {
            readonly query?: {
                /** @description true: check everything, answer what would be, and change nothing */
                readonly dry_run?: "true" | "false";
            };
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly id: string;
                    readonly name: string;
                    readonly number: string;
                    readonly organisation: string;
                    readonly language: string;
                    readonly language_by_prefix?: {
                        readonly [key: string]: string;
                    };
                    readonly greeting: string;
                    /** @enum {string} */
                    readonly mode: "opt_in" | "opt_out" | "notice_only" | "legal_obligation" | "agent_asks" | "off";
                    readonly legal_basis?: string;
                    readonly purposes: readonly string[];
                    readonly destination: {
                        /** @enum {string} */
                        readonly kind: "test-agent";
                    } | {
                        /** @enum {string} */
                        readonly kind: "phone";
                        readonly number: string;
                        readonly press_to_accept?: boolean;
                    } | {
                        /** @enum {string} */
                        readonly kind: "sip";
                        readonly uri: string;
                    } | {
                        /** @enum {string} */
                        readonly kind: "queue";
                        readonly targets: readonly ({
                            /** @enum {string} */
                            readonly kind: "phone";
                            readonly number: string;
                            readonly ring_seconds: number;
                        } | {
                            /** @enum {string} */
                            readonly kind: "sip";
                            readonly uri: string;
                            readonly ring_seconds: number;
                        } | {
                            /** @enum {string} */
                            readonly kind: "test-agent";
                            readonly ring_seconds: number;
                        } | {
                            /** @enum {string} */
                            readonly kind: "voicemail";
                            readonly max_seconds: number;
                        })[];
                    } | {
                        /** @enum {string} */
                        readonly kind: "voicemail";
                        readonly max_seconds: number;
                    } | {
                        /** @enum {string} */
                        readonly kind: "hang-up";
                    };
                    readonly schedule?: string;
                    readonly closed?: {
                        readonly greeting?: string;
                        readonly destination?: {
                            /** @enum {string} */
                            readonly kind: "test-agent";
                        } | {
                            /** @enum {string} */
                            readonly kind: "phone";
                            readonly number: string;
                            readonly press_to_accept?: boolean;
                        } | {
                            /** @enum {string} */
                            readonly kind: "sip";
                            readonly uri: string;
                        } | {
                            /** @enum {string} */
                            readonly kind: "queue";
                            readonly targets: readonly ({
                                /** @enum {string} */
                                readonly kind: "phone";
                                readonly number: string;
                                readonly ring_seconds: number;
                            } | {
                                /** @enum {string} */
                                readonly kind: "sip";
                                readonly uri: string;
                                readonly ring_seconds: number;
                            } | {
                                /** @enum {string} */
                                readonly kind: "test-agent";
                                readonly ring_seconds: number;
                            } | {
                                /** @enum {string} */
                                readonly kind: "voicemail";
                                readonly max_seconds: number;
                            })[];
                        } | {
                            /** @enum {string} */
                            readonly kind: "voicemail";
                            readonly max_seconds: number;
                        } | {
                            /** @enum {string} */
                            readonly kind: "hang-up";
                        };
                    };
                    /** @enum {string} */
                    readonly carry?: "fork_stream" | "fork_document" | "bridge";
                    readonly agent_basis: string;
                    readonly retention: {
                        readonly policy: string;
                        readonly days: number;
                    };
                    readonly category?: string;
                    readonly region?: string;
                    readonly keys: {
                        /** @enum {string} */
                        readonly agree: "1";
                        /** @enum {string} */
                        readonly refuse: "2";
                        /** @enum {string} */
                        readonly repeat: "*";
                        /** @enum {string} */
                        readonly more: "0";
                        readonly withdraw: string;
                    };
                    /** @enum {string} */
                    readonly on_withdrawal: "restrict_72h" | "shred_at_once";
                    readonly limits: {
                        readonly concurrent_calls: number;
                    };
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Line"];
                };
            };
            /** @description Done */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Line"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_lines_id: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Line"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly delete_lines_id: {
        readonly parameters: {
            readonly query?: {
                /** @description true: check everything, answer what would be, and change nothing */
                readonly dry_run?: "true" | "false";
            };
            readonly header?: {
                /** @description Required: the ETag of what you change, as you last saw it; * for whatever there is */
                readonly "if-match"?: string;
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Line"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly patch_lines_id: {
        readonly parameters: {
            readonly query?: {
                /** @description true: check everything, answer what would be, and change nothing */
                readonly dry_run?: "true" | "false";
            };
            readonly header?: {
                /** @description Required: the ETag of what you change, as you last saw it; * for whatever there is */
                readonly "if-match"?: string;
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly name?: string;
                    readonly number?: string;
                    readonly organisation?: string;
                    readonly language?: string;
                    readonly language_by_prefix?: {
                        readonly [key: string]: string;
                    } | null;
                    readonly greeting?: string;
                    /** @enum {string} */
                    readonly mode?: "opt_in" | "opt_out" | "notice_only" | "legal_obligation" | "agent_asks" | "off";
                    readonly legal_basis?: string | null;
                    readonly purposes?: readonly string[];
                    readonly destination?: {
                        /** @enum {string} */
                        readonly kind: "test-agent";
                    } | {
                        /** @enum {string} */
                        readonly kind: "phone";
                        readonly number: string;
                        readonly press_to_accept?: boolean;
                    } | {
                        /** @enum {string} */
                        readonly kind: "sip";
                        readonly uri: string;
                    } | {
                        /** @enum {string} */
                        readonly kind: "queue";
                        readonly targets: readonly ({
                            /** @enum {string} */
                            readonly kind: "phone";
                            readonly number: string;
                            readonly ring_seconds: number;
                        } | {
                            /** @enum {string} */
                            readonly kind: "sip";
                            readonly uri: string;
                            readonly ring_seconds: number;
                        } | {
                            /** @enum {string} */
                            readonly kind: "test-agent";
                            readonly ring_seconds: number;
                        } | {
                            /** @enum {string} */
                            readonly kind: "voicemail";
                            readonly max_seconds: number;
                        })[];
                    } | {
                        /** @enum {string} */
                        readonly kind: "voicemail";
                        readonly max_seconds: number;
                    } | {
                        /** @enum {string} */
                        readonly kind: "hang-up";
                    };
                    readonly schedule?: string | null;
                    readonly closed?: {
                        readonly greeting?: string;
                        readonly destination?: {
                            /** @enum {string} */
                            readonly kind: "test-agent";
                        } | {
                            /** @enum {string} */
                            readonly kind: "phone";
                            readonly number: string;
                            readonly press_to_accept?: boolean;
                        } | {
                            /** @enum {string} */
                            readonly kind: "sip";
                            readonly uri: string;
                        } | {
                            /** @enum {string} */
                            readonly kind: "queue";
                            readonly targets: readonly ({
                                /** @enum {string} */
                                readonly kind: "phone";
                                readonly number: string;
                                readonly ring_seconds: number;
                            } | {
                                /** @enum {string} */
                                readonly kind: "sip";
                                readonly uri: string;
                                readonly ring_seconds: number;
                            } | {
                                /** @enum {string} */
                                readonly kind: "test-agent";
                                readonly ring_seconds: number;
                            } | {
                                /** @enum {string} */
                                readonly kind: "voicemail";
                                readonly max_seconds: number;
                            })[];
                        } | {
                            /** @enum {string} */
                            readonly kind: "voicemail";
                            readonly max_seconds: number;
                        } | {
                            /** @enum {string} */
                            readonly kind: "hang-up";
                        };
                    } | null;
                    readonly carry?: ("fork_stream" | "fork_document" | "bridge") | null;
                    readonly agent_basis?: string;
                    readonly retention?: {
                        readonly policy: string;
                        readonly days: number;
                    };
                    readonly category?: string | null;
                    readonly region?: string | null;
                    readonly keys?: {
                        /** @enum {string} */
                        readonly agree: "1";
                        /** @enum {string} */
                        readonly refuse: "2";
                        /** @enum {string} */
                        readonly repeat: "*";
                        /** @enum {string} */
                        readonly more: "0";
                        readonly withdraw: string;
                    };
                    /** @enum {string} */
                    readonly on_withdrawal?: "restrict_72h" | "shred_at_once";
                    readonly limits?: {
                        readonly concurrent_calls: number;
                    };
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Line"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_lines_id_explain: {
        readonly parameters: {
            readonly query?: {
                /** @description Default: now */
                readonly at?: string;
                /** @description The caller's number, where the language goes by it */
                readonly from?: string;
            };
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["LineExplained"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_schedules: {
        readonly parameters: {
            readonly query?: {
                /** @description How many at most, 1 to 100; 25 when absent */
                readonly limit?: string;
                /** @description next_cursor of the page before, with the same filters */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["Schedule"][];
                        readonly next_cursor: string | null;
                        readonly has_more: boolean;
                    };
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_schedules: {
        readonly parameters: {
            readonly query?: {
                /** @description true: check everything, answer what would be, and change nothing */
                readonly dry_run?: "true" | "false";
            };
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly id: string;
                    readonly name: string;
                    readonly time_zone: string;
                    readonly weekly: readonly {
                        readonly days: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                        readonly hours: readonly {
                            readonly from: string;
                            readonly to: string;
                        }[];
                    }[];
                    /** @default [] */
                    readonly holidays?: readonly {
                        readonly name: string;
                        readonly on: string;
                    }[];
                    /** @default [] */
                    readonly overrides?: readonly {
                        readonly name: string;
                        /** Format: date */
                        readonly from: string;
                        /** Format: date */
                        readonly to: string;
                        readonly hours: readonly {
                            readonly from: string;
                            readonly to: string;
                        }[];
                    }[];
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Schedule"];
                };
            };
            /** @description Done */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Schedule"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_schedules_id: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Schedule"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly delete_schedules_id: {
        readonly parameters: {
            readonly query?: {
                /** @description true: check everything, answer what would be, and change nothing */
                readonly dry_run?: "true" | "false";
            };
            readonly header?: {
                /** @description Required: the ETag of what you change, as you last saw it; * for whatever there is */
                readonly "if-match"?: string;
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Schedule"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly patch_schedules_id: {
        readonly parameters: {
            readonly query?: {
                /** @description true: check everything, answer what would be, and change nothing */
                readonly dry_run?: "true" | "false";
            };
            readonly header?: {
                /** @description Required: the ETag of what you change, as you last saw it; * for whatever there is */
                readonly "if-match"?: string;
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly name?: string;
                    readonly time_zone?: string;
                    readonly weekly?: readonly {
                        readonly days: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                        readonly hours: readonly {
                            readonly from: string;
                            readonly to: string;
                        }[];
                    }[];
                    readonly holidays?: readonly {
                        readonly name: string;
                        readonly on: string;
                    }[];
                    readonly overrides?: readonly {
                        readonly name: string;
                        /** Format: date */
                        readonly from: string;
                        /** Format: date */
                        readonly to: string;
                        readonly hours: readonly {
                            readonly from: string;
                            readonly to: string;
                        }[];
                    }[];
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Schedule"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_calls: {
        readonly parameters: {
            readonly query?: {
                /** @description How many at most, 1 to 100; 25 when absent */
                readonly limit?: string;
                /** @description next_cursor of the page before, with the same filters */
                readonly cursor?: string;
                readonly line?: string;
                readonly consent?: string;
                /** @description Calls of exactly this number (send the + as %2B) */
                readonly number?: string;
                readonly "answered_at[gte]"?: string;
                readonly "answered_at[lt]"?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["Call"][];
                        readonly next_cursor: string | null;
                        readonly has_more: boolean;
                    };
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_calls_id: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CallDetail"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_calls_id_pause: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CallAct"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_calls_id_resume: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CallAct"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_calls_id_withdraw: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CallAct"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_calls_id_consent: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description Who asked the caller, as your own systems know them */
                    readonly stated_by: string;
                    /** @description What the caller said. Sealed to the call's key, erased with it */
                    readonly note?: string;
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CallAct"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_calls_id_events: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description id, event (the type) and data: {at, offset_ms, type, facts} */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/event-stream": string;
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_consents: {
        readonly parameters: {
            readonly query?: {
                /** @description How many at most, 1 to 100; 25 when absent */
                readonly limit?: string;
                /** @description next_cursor of the page before, with the same filters */
                readonly cursor?: string;
                readonly call?: string;
                readonly state?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["Consent"][];
                        readonly next_cursor: string | null;
                        readonly has_more: boolean;
                    };
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_consents_id: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Consent"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_recordings: {
        readonly parameters: {
            readonly query?: {
                /** @description How many at most, 1 to 100; 25 when absent */
                readonly limit?: string;
                /** @description next_cursor of the page before, with the same filters */
                readonly cursor?: string;
                readonly call?: string;
                readonly state?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["Recording"][];
                        readonly next_cursor: string | null;
                        readonly has_more: boolean;
                    };
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_recordings_id: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Recording"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly delete_recordings_id: {
        readonly parameters: {
            readonly query?: {
                readonly dry_run?: "true" | "false";
            };
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ErasedRecording"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_recordings_id_audio: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Why: stands in the ledger, sealed to the call's key. Percent-encode what is not ASCII (UTF-8) */
                readonly "x-assent-reason"?: string;
                /** @description The recipient on the register that this goes on to: 403 unless it is listed, with its country */
                readonly "x-assent-recipient"?: string;
                /** @description Where it goes (ISO 3166-1): 403 unless the recipient is listed with it, or it is the controller's own */
                readonly "x-assent-country"?: string;
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The whole */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "audio/wav": string;
                };
            };
            /** @description The range that was asked for */
            readonly 206: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "audio/wav": string;
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_recordings_id_encrypted: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Why: stands in the ledger, sealed to the call's key. Percent-encode what is not ASCII (UTF-8) */
                readonly "x-assent-reason"?: string;
                /** @description The recipient on the register that this goes on to: 403 unless it is listed, with its country */
                readonly "x-assent-recipient"?: string;
                /** @description Where it goes (ISO 3166-1): 403 unless the recipient is listed with it, or it is the controller's own */
                readonly "x-assent-country"?: string;
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SealedRecording"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_recordings_id_header: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The header */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/octet-stream": string;
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_recordings_id_ciphertext: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The whole */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/octet-stream": string;
                };
            };
            /** @description The range that was asked for */
            readonly 206: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/octet-stream": string;
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_recordings_id_proof: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordingProof"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_recordings_id_access: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AccessList"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_calls_id_unmask: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Why: stands in the ledger, sealed to the call's key. Percent-encode what is not ASCII (UTF-8) */
                readonly "x-assent-reason"?: string;
                /** @description The recipient on the register that this goes on to: 403 unless it is listed, with its country */
                readonly "x-assent-recipient"?: string;
                /** @description Where it goes (ISO 3166-1): 403 unless the recipient is listed with it, or it is the controller's own */
                readonly "x-assent-country"?: string;
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["UnmaskedCall"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_calls_id_evidence: {
        readonly parameters: {
            readonly query?: {
                /** @description Personal fields to open, of number, called, carrier_call_id, trunk, digit, offset_ms, actor, reason, range; without it none */
                readonly release?: string;
                /** @description With header, wrapped keys and ciphertext */
                readonly audio?: "true" | "false";
            };
            readonly header?: {
                /** @description Why: stands in the ledger, sealed to the call's key. Percent-encode what is not ASCII (UTF-8) */
                readonly "x-assent-reason"?: string;
                /** @description The recipient on the register that this goes on to: 403 unless it is listed, with its country */
                readonly "x-assent-recipient"?: string;
                /** @description Where it goes (ISO 3166-1): 403 unless the recipient is listed with it, or it is the controller's own */
                readonly "x-assent-country"?: string;
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The archive */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/x-tar": string;
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_audit_pack: {
        readonly parameters: {
            readonly query: {
                readonly from: string;
                /** @description The last day (UTC) of the period */
                readonly to: string;
                /** @description What the sample is drawn with: let the auditor choose it */
                readonly seed?: string;
            };
            readonly header?: {
                /** @description Why: stands in the ledger, sealed to the call's key. Percent-encode what is not ASCII (UTF-8) */
                readonly "x-assent-reason"?: string;
                /** @description The recipient on the register that this goes on to: 403 unless it is listed, with its country */
                readonly "x-assent-recipient"?: string;
                /** @description Where it goes (ISO 3166-1): 403 unless the recipient is listed with it, or it is the controller's own */
                readonly "x-assent-country"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The archive */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/x-tar": string;
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_erasures: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /**
                     * @description Erase everything held about this caller
                     * @example +4930123456
                     */
                    readonly number?: string;
                    /**
                     * @description Erase one recording
                     * @example rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091
                     */
                    readonly recording_id?: string;
                    /**
                     * @description Every recording of this line
                     * @example main
                     */
                    readonly line?: string;
                    /**
                     * Format: date-time
                     * @description Of calls answered from here on
                     */
                    readonly since?: string;
                    /**
                     * Format: date-time
                     * @description Of calls answered before
                     */
                    readonly before?: string;
                    /**
                     * @description Say what would happen and change nothing
                     * @default false
                     */
                    readonly dry_run?: boolean;
                    /** @description Of the dry run. Always needed for a line or a period */
                    readonly preview?: string;
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Erasure"];
                };
            };
            /** @description Done */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Job"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_jobs: {
        readonly parameters: {
            readonly query?: {
                /** @description How many at most, 1 to 100; 25 when absent */
                readonly limit?: string;
                /** @description next_cursor of the page before, with the same filters */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["Job"][];
                        readonly next_cursor: string | null;
                        readonly has_more: boolean;
                    };
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_jobs_id: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Job"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_jobs_id_items: {
        readonly parameters: {
            readonly query?: {
                /** @description How many at most, 1 to 100; 25 when absent */
                readonly limit?: string;
                /** @description next_cursor of the page before, with the same filters */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["ErasedRecording"][];
                        readonly next_cursor: string | null;
                        readonly has_more: boolean;
                    };
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_jobs_id_cancel: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Job"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_jobs_id_events: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description id, event (job.progress or job.ended) and data: the job */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/event-stream": string;
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_holds: {
        readonly parameters: {
            readonly query?: {
                readonly recording_id?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["Hold"][];
                    };
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_holds: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @example rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
                    readonly recording_id: string;
                    readonly reason: string;
                    /** @description Who answers for it; default: the API key's id */
                    readonly owner?: string;
                    /**
                     * Format: date
                     * @description When somebody looks at it again
                     */
                    readonly review_on: string;
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Hold"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly delete_holds_id: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "erasures": 1
                     *     }
                     */
                    readonly "application/json": {
                        /** @description Erasures that waited and ran */
                        readonly erasures: number;
                    };
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly put_recordings_id_restriction: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "reason": "accuracy contested",
                     *       "set_at": "2026-11-23T16:30:00.000Z"
                     *     }
                     */
                    readonly "application/json": {
                        readonly reason: string;
                        readonly set_at: string;
                    };
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly delete_recordings_id_restriction: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "restricted": false
                     *     }
                     */
                    readonly "application/json": {
                        readonly restricted: boolean;
                    };
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_retention: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RetentionState"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_retention_confirm: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "due": 12
                     *     }
                     */
                    readonly "application/json": {
                        readonly due: number;
                    };
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_recordings_id_retention: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Retention"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_retention_rules: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["RetentionRule"][];
                    };
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_retention_rules: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /**
                     * @description minimum: the law; maximum: minimisation; keep: the period in between
                     * @enum {string}
                     */
                    readonly kind: "minimum" | "maximum" | "keep";
                    /** @description After the day the call ended */
                    readonly days: number;
                    /** @description Stands in the sentence people are given */
                    readonly basis: string;
                    /** @default null */
                    readonly line?: string | null;
                    /** @default null */
                    readonly category?: string | null;
                    /** @default null */
                    readonly purpose?: string | null;
                    /** @default null */
                    readonly region?: string | null;
                    /**
                     * @description Say what it would do to existing recordings and change nothing
                     * @default false
                     */
                    readonly dry_run?: boolean;
                    /** @description Of the dry run: applies the change to existing recordings too */
                    readonly preview?: string;
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RetentionChange"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_retention_rules_id_remove: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /**
                     * @description Say what it would do to existing recordings and change nothing
                     * @default false
                     */
                    readonly dry_run?: boolean;
                    /** @description Of the dry run: applies the change to existing recordings too */
                    readonly preview?: string;
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RetentionChange"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_keys: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["KeyEncryptionKey"][];
                    };
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_keys_rotate: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["KeyEncryptionKey"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_exports_calls: {
        readonly parameters: {
            readonly query: {
                readonly line: string;
                /** @description First day (UTC) on which calls were answered */
                readonly since: string;
                /** @description Last day (UTC) */
                readonly until: string;
            };
            readonly header?: {
                /** @description Why: stands in the ledger, sealed to the call's key. Percent-encode what is not ASCII (UTF-8) */
                readonly "x-assent-reason"?: string;
                /** @description The recipient on the register that this goes on to: 403 unless it is listed, with its country */
                readonly "x-assent-recipient"?: string;
                /** @description Where it goes (ISO 3166-1): 403 unless the recipient is listed with it, or it is the controller's own */
                readonly "x-assent-country"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The archive */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/x-tar": string;
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_requests: {
        readonly parameters: {
            readonly query?: {
                readonly state?: "received" | "verified" | "assessed" | "executed" | "refused" | "notified";
                readonly kind?: "access" | "erasure" | "restriction" | "withdrawal" | "rectification" | "disclosure";
                /** @description How many at most, 1 to 100; 25 when absent */
                readonly limit?: string;
                /** @description next_cursor of the page before, with the same filters */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["SubjectRequest"][];
                        readonly next_cursor: string | null;
                        readonly has_more: boolean;
                    };
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_requests: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @enum {string} */
                    readonly kind: "access" | "erasure" | "restriction" | "withdrawal" | "rectification" | "disclosure";
                    /**
                     * @description The person's number
                     * @example +4930123456
                     */
                    readonly number?: string;
                    /** @example rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
                    readonly recording_id?: string;
                    /**
                     * @default en
                     * @enum {string}
                     */
                    readonly language?: "en" | "de" | "fr" | "es";
                    /** @description Disclosure: who asks */
                    readonly authority?: string;
                    /** @description Disclosure: law or order */
                    readonly legal_reference?: string;
                    /** @description Disclosure: what is asked for */
                    readonly scope?: string;
                    /** @description Rectification: what the person states to be right */
                    readonly statement?: string;
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SubjectRequest"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_requests_id: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SubjectRequestWithHistory"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_requests_id_verify: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @enum {string} */
                    readonly verified_by: "call_back" | "code" | "account" | "document" | "court_order" | "representative";
                    readonly verified_reference?: string;
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SubjectRequest"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_requests_id_assess: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /**
                     * @description Erasure: Art. 17(1)(a) to (f) GDPR
                     * @enum {string}
                     */
                    readonly ground?: "17_1_a" | "17_1_b" | "17_1_c" | "17_1_d" | "17_1_e" | "17_1_f";
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SubjectRequest"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_requests_id_execute: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description Disclosure: what the authority was given */
                    readonly handed_over?: string;
                    /** @description Disclosure: of the recordings assessed, those that are handed over; absent: all */
                    readonly recordings?: readonly string[];
                    /**
                     * @description Recipients who were told (Art. 19 GDPR)
                     * @default []
                     */
                    readonly told?: readonly {
                        readonly name: string;
                        /** Format: date */
                        readonly on: string;
                    }[];
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SubjectRequest"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_requests_id_refuse: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @enum {string} */
                    readonly reason: "17_3_a" | "17_3_b" | "17_3_c" | "17_3_d" | "17_3_e" | "12_5_excessive" | "12_6_identity" | "nothing_held" | "no_legal_basis";
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SubjectRequest"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_requests_id_extend: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SubjectRequest"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_requests_id_notified: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SubjectRequest"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_requests_id_copy: {
        readonly parameters: {
            readonly query?: {
                /** @description Whether the other person is heard too */
                readonly other_side?: "masked" | "included";
            };
            readonly header?: {
                /** @description Why: stands in the ledger, sealed to the call's key. Percent-encode what is not ASCII (UTF-8) */
                readonly "x-assent-reason"?: string;
                /** @description The recipient on the register that this goes on to: 403 unless it is listed, with its country */
                readonly "x-assent-recipient"?: string;
                /** @description Where it goes (ISO 3166-1): 403 unless the recipient is listed with it, or it is the controller's own */
                readonly "x-assent-country"?: string;
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The archive */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/zip": string;
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_requests_id_handover: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Why: stands in the ledger, sealed to the call's key. Percent-encode what is not ASCII (UTF-8) */
                readonly "x-assent-reason"?: string;
                /** @description The recipient on the register that this goes on to: 403 unless it is listed, with its country */
                readonly "x-assent-recipient"?: string;
                /** @description Where it goes (ISO 3166-1): 403 unless the recipient is listed with it, or it is the controller's own */
                readonly "x-assent-country"?: string;
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The archive */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/zip": string;
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_requests_id_certificate: {
        readonly parameters: {
            readonly query?: {
                /** @description The JWS is the certificate */
                readonly format?: "jws" | "pdf";
            };
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The certificate */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/jose": string;
                    readonly "application/pdf": string;
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_requests_id_documents: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["IdentityDocument"][];
                    };
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_requests_id_documents: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly name: string;
                    /** @enum {string} */
                    readonly media_type: "application/pdf" | "image/jpeg" | "image/png";
                    /** Format: byte */
                    readonly content_base64: string;
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["IdentityDocument"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_requests_id_documents_document: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
                readonly document: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The document */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/pdf": string;
                    readonly "image/jpeg": string;
                    readonly "image/png": string;
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly delete_requests_id_documents_document: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
                readonly document: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "erased": true
                     *     }
                     */
                    readonly "application/json": {
                        readonly erased: boolean;
                    };
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_contacts: {
        readonly parameters: {
            readonly query?: {
                /** @description How many at most, 1 to 100; 25 when absent */
                readonly limit?: string;
                /** @description next_cursor of the page before, with the same filters */
                readonly cursor?: string;
                readonly number?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["Contact"][];
                        readonly next_cursor: string | null;
                        readonly has_more: boolean;
                    };
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_contacts: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @default null */
                    readonly name?: string | null;
                    /** @default [] */
                    readonly numbers?: readonly string[];
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Contact"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_contacts_id: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Contact"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly put_contacts_id: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @default null */
                    readonly name?: string | null;
                    /** @default [] */
                    readonly numbers?: readonly string[];
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Contact"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly delete_contacts_id: {
        readonly parameters: {
            readonly query?: {
                readonly dry_run?: "true" | "false";
                readonly preview?: string;
            };
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ContactErasure"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_agents: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["Agent"][];
                    };
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_agents_id: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Agent"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly put_agents_id: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @default null */
                    readonly name?: string | null;
                    /** @default [] */
                    readonly lines?: readonly string[];
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Agent"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly delete_agents_id: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "calls": 12
                     *     }
                     */
                    readonly "application/json": {
                        /** @description Calls that are nobody's now */
                        readonly calls: number;
                    };
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_calls_id_agent: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AgentOfCall"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly put_calls_id_agent: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly agent: string | null;
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AgentOfCall"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_calls_id_notes: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CallNote"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly put_calls_id_notes: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly text: string;
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CallNote"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly delete_calls_id_notes: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["NoteErased"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_calls_id_tags: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CallTags"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly put_calls_id_tags: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly tags: readonly string[];
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CallTags"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly delete_calls_id_tags: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["NoteErased"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_data_map: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DataMap"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_recipients: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["Recipient"][];
                    };
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_recipients: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly id: string;
                    readonly name: string;
                    /** @enum {string} */
                    readonly role: "storage" | "carrier" | "webhook" | "voice" | "witness" | "timestamp" | "auditor" | "authority" | "other";
                    readonly purpose: string;
                    readonly country: string;
                    /** @enum {string} */
                    readonly transfer: "none_needed" | "adequacy" | "scc" | "bcr" | "safeguards" | "derogation";
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Recipient"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_recipients_versions: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["RecipientVersion"][];
                    };
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_recipients_id: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Recipient"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly delete_recipients_id: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Required: the ETag of what you change, as you last saw it; * for whatever there is */
                readonly "if-match"?: string;
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Recipient"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_processing_register: {
        readonly parameters: {
            readonly query?: {
                readonly format?: "json" | "md";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The register */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ProcessingRegister"];
                    readonly "text/markdown": string;
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_incidents_query: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Why: stands in the ledger, sealed to the call's key. Percent-encode what is not ASCII (UTF-8) */
                readonly "x-assent-reason"?: string;
                /** @description The recipient on the register that this goes on to: 403 unless it is listed, with its country */
                readonly "x-assent-recipient"?: string;
                /** @description Where it goes (ISO 3166-1): 403 unless the recipient is listed with it, or it is the controller's own */
                readonly "x-assent-country"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description Id of the key, token or person */
                    readonly key?: string;
                    /** @description An address, or a network in CIDR notation */
                    readonly address?: string;
                    /** Format: date-time */
                    readonly since?: string;
                    /** Format: date-time */
                    readonly until?: string;
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Incident"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_greetings: {
        readonly parameters: {
            readonly query?: {
                /** @description How many at most, 1 to 100; 25 when absent */
                readonly limit?: string;
                /** @description next_cursor of the page before, with the same filters */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["Greeting"][];
                        readonly next_cursor: string | null;
                        readonly has_more: boolean;
                    };
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_greetings: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @example main */
                    readonly id: string;
                    readonly name: string;
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Greeting"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_greetings_id: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Greeting"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_greetings_id_versions: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly from?: number;
                } | null;
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GreetingVersion"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly put_greetings_id_versions_version_language_prompt: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Required: the ETag of what you change, as you last saw it; * for whatever there is */
                readonly "if-match"?: string;
            };
            readonly path: {
                readonly id: string;
                readonly version: string;
                readonly language: string;
                readonly prompt: "notice" | "menu" | "more" | "granted" | "refused" | "no_input" | "default_off" | "invalid" | "time_warning" | "stopped" | "in_progress";
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description The exact words of the audio: this is the legal text */
                    readonly text: string;
                    /**
                     * @description WAV, MP3, M4A, AAC, Ogg, Opus, WebM, FLAC, AIFF or AMR; base64
                     * @example UklGRiQAAABXQVZF...
                     */
                    readonly audio_base64: string;
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GreetingVersion"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly put_greetings_id_versions_version_says_language: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Required: the ETag of what you change, as you last saw it; * for whatever there is */
                readonly "if-match"?: string;
            };
            readonly path: {
                readonly id: string;
                readonly version: string;
                readonly language: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly [key: string]: string;
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GreetingVersion"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_greetings_id_versions_version_validate: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly id: string;
                readonly version: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": Record<string, never> | null;
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GreetingCheck"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_greetings_id_versions_version_waivers: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly id: string;
                readonly version: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly pointer: string;
                    readonly code: string;
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GreetingVersion"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_greetings_id_versions_version_review: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly id: string;
                readonly version: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly reviewed_by: string;
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GreetingVersion"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_greetings_id_versions_version_publish: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly id: string;
                readonly version: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description Why, for whoever reads the versions */
                    readonly message: string;
                    /**
                     * Format: date-time
                     * @description Default: now
                     */
                    readonly at?: string;
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GreetingVersion"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly delete_greetings_id_versions_version_schedule: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
                readonly version: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GreetingVersion"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_greetings_id_rollback: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly to: number;
                    /** @description Why, for whoever reads the versions */
                    readonly message: string;
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GreetingVersion"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_greetings_id_diff: {
        readonly parameters: {
            readonly query: {
                readonly from: string;
                readonly to: string;
            };
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GreetingDiff"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_greetings_id_versions_version_language_prompt_preview: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
                readonly version: string;
                readonly language: string;
                readonly prompt: "notice" | "menu" | "more" | "granted" | "refused" | "no_input" | "default_off" | "invalid" | "time_warning" | "stopped" | "in_progress";
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A WAV file: 16 bits, 8 kHz, mono */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "audio/wav": string;
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_greetings_id_stats: {
        readonly parameters: {
            readonly query?: {
                /** @description Of calls answered from here on; default: 90 days ago */
                readonly since?: string;
            };
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GreetingStats"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_policy_explain: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description The caller; null or absent: withheld */
                    readonly from?: string | null;
                    /**
                     * @description The dialled number
                     * @example +4930123456
                     */
                    readonly to: string;
                    /** @description A day or a moment; absent: now */
                    readonly at?: string;
                    /**
                     * @description Instead of the mode of the line that has this number
                     * @enum {string}
                     */
                    readonly mode?: "opt_in" | "opt_out" | "notice_only" | "legal_obligation" | "agent_asks" | "off";
                    /** @description Instead of where that line declares to be */
                    readonly location?: string;
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PolicyExplanation"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_policy_rules: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["JurisdictionRules"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_policy_warnings: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PolicyWarnings"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_policy_replay: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PolicyReplay"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_test_calls: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description The caller; null or absent: withheld */
                    readonly from?: string | null;
                    /** @description The line's number; null or absent: the first line */
                    readonly to?: string | null;
                } | null;
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TestCall"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_ledger_checkpoint: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Checkpoint"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_version: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Version"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_session: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /**
                     * @description What the person signs in with: an e-mail address, or a name
                     * @example mira@example.org
                     */
                    readonly login: string;
                    readonly password: string;
                    readonly code?: string;
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly delete_session: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ended": true
                     *     }
                     */
                    readonly "application/json": {
                        readonly ended: boolean;
                    };
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_me: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Me"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_sessions: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["Session"][];
                    };
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly delete_sessions_id: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ended": true
                     *     }
                     */
                    readonly "application/json": {
                        readonly ended: boolean;
                    };
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_invitations: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description What follows the # in the link */
                    readonly invitation: string;
                    /** @description 12 to 200 characters */
                    readonly password: string;
                    /**
                     * @description Wanted where the role does not ask for it
                     * @default false
                     */
                    readonly second_factor?: boolean;
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Joined"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_session_oidc: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description To the provider */
            readonly 302: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_session_oidc_callback: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description To the page that says who is signed in */
            readonly 302: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_users: {
        readonly parameters: {
            readonly query?: {
                /** @description How many at most, 1 to 100; 25 when absent */
                readonly limit?: string;
                /** @description next_cursor of the page before, with the same filters */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["User"][];
                        readonly next_cursor: string | null;
                        readonly has_more: boolean;
                    };
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_users: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /**
                     * @description What the person signs in with: an e-mail address, or a name
                     * @example mira@example.org
                     */
                    readonly login: string;
                    /** @enum {string} */
                    readonly role: "owner" | "editor" | "auditor" | "privacy_officer" | "operator" | "integrator" | "agent";
                    /**
                     * @description The lines it is limited to; null: every line
                     * @default null
                     */
                    readonly lines?: readonly string[] | null;
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["InvitedUser"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_users_id: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["User"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly patch_users_id: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Required: the ETag of what you change, as you last saw it; * for whatever there is */
                readonly "if-match"?: string;
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @enum {string} */
                    readonly role?: "owner" | "editor" | "auditor" | "privacy_officer" | "operator" | "integrator" | "agent";
                    /** @description The lines it is limited to; null: every line */
                    readonly lines?: readonly string[] | null;
                    /** @enum {string} */
                    readonly state?: "active" | "disabled";
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["User"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_users_id_invite: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["InvitedUser"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_service_accounts: {
        readonly parameters: {
            readonly query?: {
                /** @description How many at most, 1 to 100; 25 when absent */
                readonly limit?: string;
                /** @description next_cursor of the page before, with the same filters */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["ServiceAccount"][];
                        readonly next_cursor: string | null;
                        readonly has_more: boolean;
                    };
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_service_accounts: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly name: string;
                    /**
                     * @default integrator
                     * @enum {string}
                     */
                    readonly role?: "owner" | "editor" | "auditor" | "privacy_officer" | "operator" | "integrator" | "agent";
                    /**
                     * @description The lines it is limited to; null: every line
                     * @default null
                     */
                    readonly lines?: readonly string[] | null;
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ServiceAccount"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_service_accounts_id: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ServiceAccountWithTokens"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_service_accounts_id_disable: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ServiceAccount"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_service_accounts_id_tokens: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly scopes: readonly ("calls:read" | "calls:control" | "calls:unmask" | "calls:evidence" | "calls:test" | "consents:read" | "recordings:read" | "recordings:audio" | "recordings:export" | "contacts:read" | "contacts:write" | "notes:read" | "notes:write" | "lines:read" | "lines:write" | "greetings:read" | "greetings:write" | "greetings:publish" | "erasure:file" | "erasure:approve" | "requests:read" | "requests:handle" | "retention:read" | "retention:write" | "operation:write" | "webhooks:read" | "webhooks:write" | "keys:write" | "audit:read" | "audit:export" | "people:read" | "people:write")[];
                    /**
                     * @description Where it may be used from; empty: anywhere
                     * @default []
                     */
                    readonly networks?: readonly string[];
                    /** @default 90 */
                    readonly expires_in_days?: number;
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["NewToken"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly delete_service_accounts_id_tokens_token: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
                readonly token: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Token"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_webhooks: {
        readonly parameters: {
            readonly query?: {
                /** @description How many at most, 1 to 100; 25 when absent */
                readonly limit?: string;
                /** @description next_cursor of the page before, with the same filters */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["Webhook"][];
                        readonly next_cursor: string | null;
                        readonly has_more: boolean;
                    };
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_webhooks: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /**
                     * Format: uri
                     * @description https; plain http only in dev, to this machine. Private addresses are refused, also behind a name
                     * @example https://example.com/assent
                     */
                    readonly url: string;
                    /**
                     * @description A party on the register of recipients, with its country
                     * @example archive
                     */
                    readonly recipient: string;
                    /**
                     * @description Event types, or `*` for all, also those that come with later versions
                     * @default [
                     *       "*"
                     *     ]
                     * @example [
                     *       "recording.stored"
                     *     ]
                     */
                    readonly events?: readonly ("call.started" | "call.ended" | "consent.granted" | "consent.refused" | "consent.no_answer" | "consent.failed" | "consent.not_asked" | "consent.not_required" | "consent.withdrawn" | "recording.started" | "recording.blocked" | "recording.stored" | "recording.failed" | "recording.erased" | "erasure.completed" | "request.changed" | "greeting.published" | "webhook.disabled" | "*")[];
                    /**
                     * @description Only what is of these lines; null: everything, also what is of no line
                     * @default null
                     * @example [
                     *       "main"
                     *     ]
                     */
                    readonly lines?: readonly string[] | null;
                    /**
                     * @description v1a: Ed25519, verified with the public key; v1: HMAC-SHA-256 with a shared secret, for receivers that know no other
                     * @default v1a
                     * @enum {string}
                     */
                    readonly signature?: "v1a" | "v1";
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["NewWebhook"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_webhooks_id: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly delete_webhooks_id: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Required: the ETag of what you change, as you last saw it; * for whatever there is */
                readonly "if-match"?: string;
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly patch_webhooks_id: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Required: the ETag of what you change, as you last saw it; * for whatever there is */
                readonly "if-match"?: string;
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /**
                     * Format: uri
                     * @description https; plain http only in dev, to this machine. Private addresses are refused, also behind a name
                     * @example https://example.com/assent
                     */
                    readonly url?: string;
                    /**
                     * @description A party on the register of recipients, with its country
                     * @example archive
                     */
                    readonly recipient?: string;
                    /**
                     * @description Event types, or `*` for all, also those that come with later versions
                     * @example [
                     *       "recording.stored"
                     *     ]
                     */
                    readonly events?: readonly ("call.started" | "call.ended" | "consent.granted" | "consent.refused" | "consent.no_answer" | "consent.failed" | "consent.not_asked" | "consent.not_required" | "consent.withdrawn" | "recording.started" | "recording.blocked" | "recording.stored" | "recording.failed" | "recording.erased" | "erasure.completed" | "request.changed" | "greeting.published" | "webhook.disabled" | "*")[];
                    /**
                     * @description Only what is of these lines; null: everything, also what is of no line
                     * @example [
                     *       "main"
                     *     ]
                     */
                    readonly lines?: readonly string[] | null;
                    readonly enabled?: boolean;
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_webhooks_id_rotate: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @default 24 */
                    readonly overlap_hours?: number;
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["NewWebhook"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_webhooks_id_test: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_webhooks_id_deliveries: {
        readonly parameters: {
            readonly query?: {
                /** @description How many at most, 1 to 100; 25 when absent */
                readonly limit?: string;
                /** @description next_cursor of the page before, with the same filters */
                readonly cursor?: string;
                /** @description Only in this state */
                readonly state?: "waiting" | "pending" | "delivered" | "failed";
                /** @description Only of this event type */
                readonly type?: "call.started" | "call.ended" | "consent.granted" | "consent.refused" | "consent.no_answer" | "consent.failed" | "consent.not_asked" | "consent.not_required" | "consent.withdrawn" | "recording.started" | "recording.blocked" | "recording.stored" | "recording.failed" | "recording.erased" | "erasure.completed" | "request.changed" | "greeting.published" | "webhook.disabled" | "webhook.test";
            };
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["WebhookDelivery"][];
                        readonly next_cursor: string | null;
                        readonly has_more: boolean;
                    };
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_webhooks_id_deliveries_delivery: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
                readonly delivery: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookDeliveryDetail"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_webhooks_id_deliveries_delivery_replay: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly id: string;
                readonly delivery: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly post_webhooks_id_replay: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /**
                     * @default failed
                     * @enum {string}
                     */
                    readonly state?: "failed" | "delivered";
                    /**
                     * Format: date-time
                     * @example 2026-11-23T16:30:00Z
                     */
                    readonly since: string;
                    /**
                     * Format: date-time
                     * @example 2026-11-23T16:30:00Z
                     */
                    readonly until: string;
                };
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookReplay"];
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_ledger_files_checkpoint: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The file */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/plain; charset=utf-8": string;
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_ledger_files_log_vkey: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The file */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/plain; charset=utf-8": string;
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_ledger_files_witness_vkeys: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The file */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/plain; charset=utf-8": string;
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_ledger_files_tsa_pem: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The file */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/plain; charset=utf-8": string;
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_ledger_files_timestamp_size: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly size: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A TimeStampResp */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/timestamp-reply": string;
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly get_ledger_files_tile: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly path: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The tile */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/octet-stream": string;
                };
            };
            /** @description A problem document: `code` says which */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
