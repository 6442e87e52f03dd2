// Written by `npm run types` from the server's OpenAPI document. Do not edit.

export interface paths {
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List changes
         * @description Every change to the organization's providers, routes, keys, people and settings. Nobody can change or remove an entry.
         *     Credentials are left out, phone numbers masked.
         */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export changes
         * @description The entries that fit, newest first, as CSV (RFC 4180, UTF-8, a header row). What a spreadsheet would take for a formula
         *     gets an apostrophe in front.
         */
        get: operations["exportAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/forgot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a new password
         * @description Mails a link that is good for an hour, once; one account gets one mail in five minutes. The answer is the same where
         *     there is no such account.
         */
        post: operations["forgotPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Look at an invitation
         * @description What the token of a mail invites to, and whether there is an account already.
         */
        post: operations["lookAtInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/invitation/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take an invitation up
         * @description Whoever has no account under the address makes one with a name and a password. Sign in afterwards.
         */
        post: operations["acceptInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/issuers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List issuers to sign in at
         * @description What the sign-in page shows buttons for, beside address and password.
         */
        get: operations["listIssuers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/issuers/{issuer}/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Come back from an issuer
         * @description For browsers, which the issuer sends here: begins a session as `POST /api/auth/sign-in` does and sends them to the page
         *     that was asked for. Where nobody is let in, that page is asked for with `signIn=` and a word that says why (`stale`,
         *     `declined`, `untrusted`, `no_account`, `unverified`, `domain`, `somebody_elses`, `unavailable`, `wait`, `failed`); with
         *     `signIn=code` where a code of the second factor is asked for first, which `POST /api/auth/issuers/code` takes.
         */
        get: operations["backFromIssuer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/issuers/{issuer}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sign in at an issuer
         * @description For browsers: sends them to the issuer, and keeps in the cookie `tuma_issuer`, sealed, what has to be known when they
         *     come back.
         */
        get: operations["startAtIssuer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/issuers/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give the code after an issuer
         * @description For whoever came back from an issuer and has a second factor (`signIn=code`), within five minutes and with the cookie
         *     `tuma_code`: sets the session's cookie as `POST /api/auth/sign-in` does. Wrong codes count as failed sign-ins.
         */
        post: operations["issuerCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who am I
         * @description The person, the organization that its session is in, what it may do there, where else it belongs, and the CSRF token
         *     that a browser sends with every change.
         */
        get: operations["me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change your password
         * @description Your other sessions end. A wrong current password counts as a failed sign-in.
         */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a new password
         * @description By the token of the mail. All your sessions end; your second factor stays.
         */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look at your second factor
         * @description Whether there is one, and how many recovery codes are left.
         */
        get: operations["getSecondFactor"];
        put?: never;
        /**
         * Begin to enrol a second factor
         * @description Nothing is stored yet: give the ticket back with the first code to `POST /api/auth/second-factor/confirm`.
         */
        post: operations["beginSecondFactor"];
        /**
         * Take your second factor away
         * @description Organizations that ask for one let you in no more until you enrol another.
         */
        delete: operations["removeSecondFactor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/second-factor/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enrol a second factor
         * @description From now on signing in wants a code of the app, or one of the recovery codes of this answer. Your other sessions end.
         */
        post: operations["confirmSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/second-factor/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Draw new recovery codes
         * @description The old ones are good no more.
         */
        post: operations["renewRecoveryCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your sessions
         * @description Browsers and tokens that are signed in as you now, in whatever organization.
         */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        /**
         * End your other sessions
         * @description All but the one that this is called with.
         */
        delete: operations["endOtherSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sessions/{sessionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End one of your sessions
         * @description It stops at once.
         */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in
         * @description Sets the cookie `tuma_session`, which scripts cannot read, and answers what `GET /api/auth/me` does. An account that
         *     does not exist, a wrong password and a disabled account are answered alike. Five failures in a row make an account
         *     wait, ever longer. Whoever has a second factor is asked for a code after the right password: 401 `CODE_REQUIRED`.
         */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign out
         * @description The session ends at once, and the browser's cookie is taken away.
         */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/switch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go to another organization
         * @description A browser's cookie is replaced; a token ends, and the answer has a new one.
         */
        post: operations["switchOrganization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organization/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the organization's settings */
        get: operations["getSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the organization's settings
         * @description A change holds at once on the node that answers, and within a second on others. Shortening `retentionDays` removes
         *     messages for good; figures and the ledger keep their sums.
         */
        patch: operations["changeSettings"];
        trace?: never;
    };
    "/api/security/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List security events
         * @description Failed sign-ins of the organization's people, accounts that have to wait, sessions that somebody copied, keys that
         *     were used from a new network or after their end.
         */
        get: operations["listSecurityEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/security/policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the security policy
         * @description What the organization asks of its people before it lets them in.
         */
        get: operations["getSecurityPolicy"];
        /**
         * Change the security policy
         * @description Whoever has no second factor is out at once where one is asked for, and can still enrol one. Enrol your own first: the
         *     change is refused to whoever it would shut out.
         */
        put: operations["changeSecurityPolicy"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/send-sms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send to up to 100 numbers (the older path) */
        post: operations["webappSendTwin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/analytics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Figures of a period
         * @description A message counts at the time at which it was accepted and in the state that it is in now. Ends are taken to the quarter
         *     hour, days and hours are those of `timeZone`. At most 400 steps. *Sent* are messages whose hand-over was tried; the
         *     delivery rate is that of those whose end is known. The answer never takes longer for having more messages.
         */
        get: operations["analytics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/analytics/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Today, this week, this month
         * @description Each with its change against the same part of the day, week or month before, and how many messages are on their way.
         */
        get: operations["analyticsSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List API keys
         * @description All of the organization's, revoked ones too, by what they start with.
         */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Make an API key
         * @description `apiKey` is in this answer alone: only its hash is kept. A key made with a key gets no more than that one has: 403
         *     names what would be more.
         */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/api-keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look at an API key */
        get: operations["getApiKey"];
        /**
         * Change an API key
         * @description What is left out keeps its value. It holds at once on the node that answers and within a second on others. Whether a
         *     key is a test key cannot be changed.
         */
        put: operations["changeApiKey"];
        post?: never;
        /**
         * Revoke an API key
         * @description It stops at once on the node that answers and within a second on others, for good; it stays in the list. Revoking it
         *     again changes nothing.
         */
        delete: operations["revokeApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/api-keys/{keyId}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate an API key
         * @description The key gets another secret, which is in this answer alone; id, scopes, limits and counts stay. The old secret works
         *     for the overlap beside it; one that still worked from an earlier rotation stops now.
         */
        post: operations["rotateApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look at the balance
         * @description The organization's own, exact; and what the carriers of its own providers say is left with them, at most 300 s old.
         */
        get: operations["getBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/balance/adjustments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Correct the balance
         * @description Entries are never changed: a mistake is mended by another entry. What goes out must be there, credit included.
         */
        post: operations["adjustBalance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/balance/alert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set when to be warned
         * @description One warning each time that the balance falls below: `GET /api/sms/balance/alerts` lists them.
         */
        put: operations["setBalanceAlert"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/balance/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List warnings of a low balance */
        get: operations["listBalanceAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/balance/checkout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pay in
         * @description Answers a page of the payment provider's. The balance rises when the payment provider says that it was paid; follow
         *     it with `GET /api/sms/balance/top-ups/{topUpId}`.
         */
        post: operations["openCheckout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/balance/terms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set how the organization pays
         * @description Messages that are on their way keep the terms under which they were accepted.
         */
        put: operations["setBalanceTerms"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/balance/top-ups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List top-ups */
        get: operations["listTopUps"];
        put?: never;
        /** Top up */
        post: operations["topUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/balance/top-ups/{topUpId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look at a top-up */
        get: operations["getTopUp"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List batches */
        get: operations["listBatches"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/batches/{batchId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow a batch
         * @description Its counts, and the rows that were refused, repeated or remarked: the first 1,000, or those after `faultsAfter`.
         */
        get: operations["getBatch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/callback-deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was told to callbacks?
         * @description Each try, newest first, in the form of a webhook's deliveries.
         */
        get: operations["listCallbackDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/callback-deliveries/{deliveryId}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell one callback again
         * @description Whatever came of it before.
         */
        post: operations["replayCallbackDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/callback-deliveries/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell callbacks again
         * @description As for a webhook: what fits the filter, the oldest first, each to the URL that came with its message.
         */
        post: operations["replayCallbacks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/callback-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What are callbacks signed with?
         * @description The secret of this organization, made when it is first asked for. Receivers verify `webhook-signature` with it.
         */
        get: operations["callbackSecret"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/dlr": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A carrier's delivery report
         * @description For carriers whose requests prove where they come from; others need the provider's own `webhookUrl`.
         */
        get: operations["deliveryReportByGet"];
        put?: never;
        /**
         * A carrier's delivery report
         * @description For carriers whose requests prove where they come from; others need the provider's own `webhookUrl`.
         */
        post: operations["deliveryReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow events live
         * @description A stream of server-sent events (`text/event-stream`). Each `messages` event is a JSON object `{"events": […]}` of
         *     what happened in up to 250 ms, in the form of webhooks. Whoever comes back with the header `Last-Event-ID` (browsers
         *     do by themselves) goes on where it was; where that is longer ago than 15 minutes, a `reset` event says that what
         *     happened in between is not told. `end` says why a stream is over.
         */
        get: operations["followEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/handsets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look at the phones
         * @description Phones of simulated carriers, in this server and in processes of their own (`tuma simulate carrier`), whose newest
         *     message is the organization's; at most 200 of each. A carrier process that does not answer is left out.
         */
        get: operations["listHandsets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/handsets/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look at one phone
         * @description The organization's messages on it, newest first; none where it got none.
         */
        get: operations["getHandset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/handsets/{number}/text": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write from a phone
         * @description As if a person wrote to the organization: stored as an inbound message, with all that follows from it.
         */
        post: operations["writeFromHandset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/inbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List inbound messages
         * @description What phones wrote, in the same shape as `GET /api/sms/messages`: `from` is the phone, `to` the organization's own
         *     number or shortcode. A page may be short of `limit`; follow `nextCursor` while there is one.
         */
        get: operations["listInbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List ledger entries
         * @description Entries are immutable, and the four amounts of each sum to zero. One entry is about all messages of one commit.
         */
        get: operations["listLedger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many requests and recipients are left? */
        get: operations["getLimits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List messages
         * @description Pages follow `cursor`; `page` works up to row 10,000. A page that had to look at many messages to find a few may be
         *     short of `limit`; follow `nextCursor` while there is one.
         */
        get: operations["listMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/messages/{messageId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a message
         * @description Works while the message is SCHEDULED or QUEUED and its hand-over has not begun; 409 `TOO_LATE` afterwards.
         */
        post: operations["cancelMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/messages/{messageId}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reveal a number
         * @description The whole number of the phone that a message went to or came from, whatever the organization's privacy. Every call is
         *     an entry `number.reveal` in the log of changes, written before the number is answered.
         */
        post: operations["revealNumber"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/networks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** From where may the organization be called? */
        get: operations["getNetworks"];
        /**
         * Change from where the organization may be called
         * @description Holds for API keys and for binds of SMPP accounts, within seconds. A change that would shut out the address of this
         *     very request is refused.
         */
        put: operations["changeNetworks"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Look before sending
         * @description Encoding, segments, units left, the characters that force UCS-2, and the cost, for a text or for a template with rows.
         */
        post: operations["previewMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List prices
         * @description The organization's own list is asked first, then the platform's, then the provider's price per segment. In a list the
         *     longest prefix wins.
         */
        get: operations["listPrices"];
        put?: never;
        /**
         * Add a price
         * @description To the organization's own list; it takes effect at once.
         */
        post: operations["addPrice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/prices/{priceId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a price
         * @description From the organization's own list; the platform's cannot be changed here: 404. Messages on their way keep their price.
         */
        delete: operations["removePrice"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List providers
         * @description The organization's own and the platform's (`shared`), by rank.
         */
        get: operations["listProviders"];
        put?: never;
        /**
         * Make a provider
         * @description Its settings are checked by its kind, every fault by its path (`settings.authToken`); credentials are encrypted and
         *     never shown again.
         */
        post: operations["createProvider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/providers/{providerId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look at a provider */
        get: operations["getProvider"];
        /**
         * Change a provider
         * @description What is left out keeps its value, and so does every credential that is left out of `settings`. The platform's shared
         *     providers cannot be changed: 404.
         */
        put: operations["changeProvider"];
        post?: never;
        /**
         * Remove a provider
         * @description What waits for it goes to the next provider of each message. The platform's shared providers cannot be removed: 404.
         */
        delete: operations["removeProvider"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/providers/{providerId}/ceiling": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Why is it slow?
         * @description What caps the provider now, on the node that answers: its rate, its window and the carrier's latency, its health, a
         *     pause, or the database. Of a shared provider you learn what caps your own messages and how many of them wait.
         */
        get: operations["providerCeiling"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/providers/{providerId}/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See how a provider's health changed
         * @description Each node judges by its own attempts, so several nodes have several opinions. A node that has started knows nothing
         *     (`UNKNOWN`) until it has tried. Kept for 90 days.
         */
        get: operations["providerHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/providers/{providerId}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Test a provider
         * @description With `to`: sends a message through this provider alone, like any other, and answers 202. Without: asks the carrier
         *     whether it can be reached and takes the credentials, sends nothing, and answers 200.
         */
        post: operations["testProvider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/receive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A carrier's inbound message
         * @description For carriers whose requests prove where they come from; others need the provider's own `webhookUrl`.
         */
        get: operations["receiveByGet"];
        put?: never;
        /**
         * A carrier's inbound message
         * @description For carriers whose requests prove where they come from; others need the provider's own `webhookUrl`.
         */
        post: operations["receive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/reports/delivery.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Delivery report as CSV
         * @description The figures of `GET /api/sms/analytics`: a row for each step, or for each provider, country or class.
         */
        get: operations["deliveryCsv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/reports/delivery.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Delivery report as PDF
         * @description The figures of `GET /api/sms/analytics` on A4: totals, a chart, and tables by step, provider, country and class.
         */
        get: operations["deliveryPdf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/reports/messages.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Messages as CSV
         * @description The messages that `GET /api/sms/messages` lists, all of them, newest first, as they come from the database. No cell is
         *     a formula. Numbers are masked for whoever may not see them, and with `numbers=masked`. Four exports go on at a time.
         */
        get: operations["messagesCsv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/routes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List routes */
        get: operations["listRoutes"];
        put?: never;
        /**
         * Make a route
         * @description At most 1,000 an organization. Messages that wait keep the way they were given.
         */
        post: operations["createRoute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/routes/{routeId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look at a route */
        get: operations["getRoute"];
        /**
         * Change a route
         * @description What is left out keeps its value; a list that is given takes the place of the old one. Messages that wait keep the
         *     way they were given.
         */
        put: operations["changeRoute"];
        post?: never;
        /**
         * Remove a route
         * @description Messages that wait keep the way they were given.
         */
        delete: operations["removeRoute"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/routes/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Which way would it go?
         * @description The decision that a send would get now. Where the order is drawn by weight, another message may be drawn otherwise.
         */
        post: operations["explainRoute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send one message
         * @description Answers 202 when the message is on disk: it will be sent whatever happens to the server. Follow it with
         *     `GET /api/sms/status/{messageId}`. A body with `phone_numbers` and `message` is that of `POST /api/v1/sms/send` and is
         *     answered as there.
         */
        post: operations["sendMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/send-bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send many messages
         * @description JSON: up to 10,000 recipients in one transaction. A form: `file` is a CSV or TXT of at most 64 MiB whose encoding,
         *     separator and header are detected; it is accepted in chunks and resumed after a restart, so the answer may show a
         *     batch that is still `RUNNING`. Bad rows are listed and the good ones accepted; follow the batch with
         *     `GET /api/sms/batches/{batchId}`.
         */
        post: operations["sendBulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/senders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List sender IDs */
        get: operations["listSenders"];
        put?: never;
        /**
         * Ask for a sender ID
         * @description Whoever runs the installation decides. One that was rejected may be asked for again; an organization has at most 100.
         */
        post: operations["requestSender"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/senders/{senderId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look at a sender ID */
        get: operations["getSender"];
        put?: never;
        post?: never;
        /**
         * Give a sender ID up
         * @description Where only approved ones may be used, nothing is accepted from it any more; what was accepted before goes out.
         */
        delete: operations["removeSender"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A statement
         * @description Of whole days in UTC, at most 400. `format=csv` and `format=pdf` answer files.
         */
        get: operations["getStatement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/status/{messageId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow a message
         * @description States only move forward; the timeline has every step, repeated and late delivery reports included, and `decision`
         *     which provider was chosen and which were passed over. `refresh=true` asks the carrier first, where it can be asked.
         */
        get: operations["messageStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List calls */
        get: operations["listUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/usage/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Calls counted
         * @description Every call is counted, up to about ten seconds ago. At most 400 steps.
         */
        get: operations["usageSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List webhooks
         * @description With how their requests fare and what waits for each.
         */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Make a webhook
         * @description It is told events from now on. Its secret is in this answer and in no other; `rotate-secret` makes a new one.
         */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/webhooks/{webhookId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look at a webhook */
        get: operations["getWebhook"];
        /**
         * Change a webhook
         * @description Only what is given. While it is not active nothing new is kept for it; what waited waits on, for seven days.
         */
        put: operations["changeWebhook"];
        post?: never;
        /**
         * Remove a webhook
         * @description What waits for it is told to nobody.
         */
        delete: operations["removeWebhook"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/webhooks/{webhookId}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was told to a webhook?
         * @description Each try, newest first, with what was told, what was answered and how long that took. The log is kept for seven days.
         *     A page may be short of `limit`; follow `nextCursor` while there is one.
         */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/webhooks/{webhookId}/deliveries/{deliveryId}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell one event again
         * @description Whatever came of it before. 404 also where nothing is left of what it told.
         */
        post: operations["replayWebhookDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/webhooks/{webhookId}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell again
         * @description Events of the log that fit, the oldest first, under the same `webhook-id` as before. What is still being tried is left
         *     alone. One call looks at 5,000 tries; follow `nextCursor`.
         */
        post: operations["replayWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/webhooks/{webhookId}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change a webhook's secret
         * @description The new secret is in this answer and in no other. Until the overlap is over requests have two signatures, with a
         *     space between them, so that receivers can change theirs at leisure.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/webhooks/{webhookId}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Test a webhook
         * @description Posts a sample now, signed like any other event, and answers what the receiver did, whatever it was. The sample has
         *     `"test": true` in its data. It is logged, tried once, and says nothing about the webhook's health.
         */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List changes to the installation
         * @description Organizations made, shared providers, people's passwords and second factors: what belongs to no organization.
         */
        get: operations["listSystemAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List organizations
         * @description With what each has and may have.
         */
        get: operations["listOrganizations"];
        put?: never;
        /**
         * Make an organization
         * @description It has nobody and no key yet.
         */
        post: operations["createOrganization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system/organizations/{organizationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look at an organization */
        get: operations["getOrganization"];
        /**
         * Change an organization
         * @description What is left out stays. Its slug stays for good: people and programs know it by that.
         */
        put: operations["changeOrganization"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system/organizations/{organizationId}/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An organization's limits */
        get: operations["getOrganizationLimits"];
        /**
         * Limit an organization
         * @description Holds within a second on every node.
         */
        put: operations["setOrganizationLimits"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system/organizations/{organizationId}/owners": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Invite an owner
         * @description Mails a link that can be taken up once, within a week: to the first person of a new organization, or where no owner can
         *     sign in any more. Whoever is invited invites the others.
         */
        post: operations["inviteOwner"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system/organizations/{organizationId}/quotas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Bound an organization
         * @description What it has beyond a bound stays; it gets no more.
         */
        put: operations["setQuotas"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system/organizations/{organizationId}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume an organization
         * @description What it has queued goes on. One that works already stays as it is.
         */
        post: operations["resumeOrganization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system/organizations/{organizationId}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Suspend an organization
         * @description Its keys and its people are answered `ORGANIZATION_SUSPENDED`, its SMPP binds are unbound and refused; within a second
         *     on every node. What it has queued waits and loses nothing, though a message's validity goes on; what phones write to it
         *     is stored. One that is suspended already keeps its reason.
         */
        post: operations["suspendOrganization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the platform's providers
         * @description With their settings, without their credentials, and with who may use each.
         */
        get: operations["listSharedProviders"];
        put?: never;
        /**
         * Make a provider of the platform's
         * @description Its settings are checked by its kind; credentials are encrypted and never shown again. All organizations share it at
         *     once, unless `sharing` is `chosen`: then nobody does until `PUT …/sharing` says who.
         */
        post: operations["createSharedProvider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system/providers/{providerId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look at one of the platform's providers */
        get: operations["getSharedProvider"];
        /**
         * Change one of the platform's providers
         * @description What is left out keeps its value, and so does every credential that is left out of `settings`.
         */
        put: operations["changeSharedProvider"];
        post?: never;
        /**
         * Remove one of the platform's providers
         * @description What waits for it goes to the next provider of each message.
         */
        delete: operations["removeSharedProvider"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system/providers/{providerId}/sharing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Share one of the platform's providers
         * @description Whom it is shared with sees that it may use it, and none of its settings. What was accepted before keeps its way.
         */
        put: operations["shareProvider"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system/security-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List security events of the installation
         * @description Those that belong to no organization: networks that have to wait, sign-ins of nobody that there is.
         */
        get: operations["listSystemSecurityEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system/senders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List sender IDs of all organizations */
        get: operations["listAskedSenders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system/senders/{senderId}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve a sender ID
         * @description Whatever was decided before. It holds on every node within a second.
         */
        post: operations["approveSender"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system/senders/{senderId}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reject a sender ID
         * @description Whatever was decided before. The organization may ask for it again, in other words.
         */
        post: operations["rejectSender"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/team": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the team
         * @description Who belongs to the organization, as what, and when they last signed in.
         */
        get: operations["listTeam"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/team/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change a member's role
         * @description It holds at once. Nobody gives or takes a role that is more than their own; only owners make and unmake owners, and the
         *     last owner stays one.
         */
        put: operations["changeRole"];
        post?: never;
        /**
         * Remove a member
         * @description Its sessions in the organization end at once; what it sent and changed stays in the logs.
         */
        delete: operations["removeMember"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/team/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List invitations
         * @description Those that can still be taken up.
         */
        get: operations["listInvitations"];
        put?: never;
        /**
         * Invite somebody
         * @description Mails a link that can be taken up once, within a week. Inviting the same address again ends the first invitation.
         */
        post: operations["invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/team/invitations/{invitationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take an invitation back
         * @description What was mailed is good no more.
         */
        delete: operations["endInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/units": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List units
         * @description Who is limited to a unit sees that and what is below it.
         */
        get: operations["listUnits"];
        put?: never;
        /** Make a unit */
        post: operations["createUnit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/units/{unitId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change a unit
         * @description With another `parentId` it moves, and all that is below it.
         */
        put: operations["changeUnit"];
        post?: never;
        /**
         * Remove a unit
         * @description One that has no parts and nobody who is limited to it. Its messages keep its id.
         */
        delete: operations["removeUnit"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/units/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Limit a member to a unit
         * @description It sees and sends the messages of that unit and of those below it, and nothing else of the organization. Owners and
         *     org_admins have the whole organization.
         */
        put: operations["limitMember"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/upload-phones": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Upload a list of numbers (the older path) */
        post: operations["webappUploadTwin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Account balance
         * @description Carriers are asked at most every 300 seconds. A shared provider's account is the platform's and is not shown. What a
         *     prepaid organization has to spend is in `organization`.
         */
        get: operations["webappBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get a token
         * @description A person's login for programs: the token can do what the person can, for a quarter of an hour. It is listed among the
         *     person's sessions and can be ended there.
         */
        post: operations["issueToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List uploads */
        get: operations["webappFiles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/files/{file_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look at an upload */
        get: operations["webappFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/files/upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload a list of numbers
         * @description A .txt or .csv file in any usual encoding, of at most 64 MiB. Numbers are found in any column; what was uploaded is
         *     deleted as soon as it was read, the numbers are kept for 24 hours under `file_id`.
         */
        post: operations["webappUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Can it accept messages now? */
        get: operations["webappHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Metrics for Prometheus */
        get: operations["webappMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sms/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send to many numbers
         * @description Numbers that cannot be sent to are listed in `refused` and counted in `failed`; the others go. A file is taken in
         *     chunks, so the answer may show a bulk that is still `PROCESSING`; follow it with `GET /api/v1/sms/reports/{id}`.
         */
        post: operations["webappBulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sms/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Delivery reports
         * @description Newest first; with `bulk_id` those of one bulk, in the order of its numbers. A page may be short of `limit`; follow
         *     `next_cursor` while there is one.
         */
        get: operations["webappReports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sms/reports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The report of a message or of a bulk */
        get: operations["webappReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sms/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send to up to 100 numbers
         * @description All or none: a number that cannot be sent to refuses the call. Numbers that opted out are answered `REJECTED`.
         */
        post: operations["webappSend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Can it accept messages now? */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Does the process work? (for supervisors) */
        get: operations["healthLive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Can it accept messages now? (for load balancers) */
        get: operations["healthReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/hooks/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A provider's webhook
         * @description Enter the provider's `webhookUrl` at the carrier. What comes is told apart by its fields, checked as the provider's
         *     settings say, and answered after it is on disk.
         */
        get: operations["hookByGet"];
        put?: never;
        /**
         * A provider's webhook
         * @description Enter the provider's `webhookUrl` at the carrier. What comes is told apart by its fields, checked as the provider's
         *     settings say, and answered after it is on disk.
         */
        post: operations["hook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/hooks/{token}/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A provider's webhook of one kind
         * @description For carriers that are given a URL for each kind.
         */
        get: operations["hookOfKindByGet"];
        put?: never;
        /**
         * A provider's webhook of one kind
         * @description For carriers that are given a URL for each kind.
         */
        post: operations["hookOfKind"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Metrics for Prometheus */
        get: operations["metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/payments/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A payment provider's webhook
         * @description Enter this address at the payment provider. It signs what it sends; a payment is credited once, however often it is
         *     told.
         */
        post: operations["paymentEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sms/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Africa's Talking's callback
         * @description This carrier signs nothing: its provider must say who may call, or use its own `webhookUrl`.
         */
        get: operations["smsCallbackByGet"];
        put?: never;
        /**
         * Africa's Talking's callback
         * @description This carrier signs nothing: its provider must say who may call, or use its own `webhookUrl`.
         */
        post: operations["smsCallback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Whom an event is about. */
        About: {
            /** @description The id. */
            id: string;
            /** @description The name. */
            name: string;
        };
        /** @description The token of the mail, and who you are where you have no account yet. */
        AcceptRequest: {
            /** @description How you are called; for a new account. */
            name?: string | null;
            /** @description Your password, of at least ten characters that are not easily guessed; for a new account. */
            password?: string | null;
            /** @description What follows `#` in the link. */
            token: string;
        };
        /**
         * @description A correction.
         * @example {
         *       "amount": "-20.00",
         *       "currency": "KES",
         *       "note": "credited twice"
         *     }
         */
        AdjustmentRequest: {
            /** @description How much comes in, decimal text; negative for what goes out. */
            amount: string;
            /** @description The balance's currency. */
            currency: string;
            /** @description Why. */
            note: string;
        };
        /** @description Figures of a period. */
        Analytics: components["schemas"]["AnalyticsSpan"] & {
            /**
             * @description The steps: `hour`, `day` or `month`.
             * @example day
             */
            by: string;
            /** @description How much more than then. */
            change: components["schemas"]["AnalyticsChange"];
            /** @description By class. */
            classBreakdown: components["schemas"]["AnalyticsClass"][];
            /** @description By country, the one with the most messages first. */
            countryBreakdown: components["schemas"]["AnalyticsCountry"][];
            /** @description By day, newest first, days without messages too. */
            dailyBreakdown?: components["schemas"]["AnalyticsDay"][] | null;
            /** @description By hour, newest first. */
            hourlyBreakdown?: components["schemas"]["AnalyticsHour"][] | null;
            /** @description By month, newest first. */
            monthlyBreakdown?: components["schemas"]["AnalyticsMonth"][] | null;
            /**
             * @description As it was asked for; `custom` for one between two times.
             * @example last_30_days
             */
            period: string;
            /** @description The period before it. */
            previous: components["schemas"]["AnalyticsPrevious"];
            /** @description By provider, the one with the most messages first. */
            providerBreakdown: components["schemas"]["AnalyticsProvider"][];
            /** @description All of it. */
            summary: components["schemas"]["AnalyticsFigures"];
            /**
             * @description Whose days and hours these are.
             * @example Asia/Karachi
             */
            timeZone: string;
        };
        /** @description One period against the one before. */
        AnalyticsCard: components["schemas"]["AnalyticsFigures"] & {
            /** @description How much more than before. */
            change: components["schemas"]["AnalyticsChange"];
            /**
             * @description `today`, `this_week` or `this_month`.
             * @example today
             */
            period: string;
        };
        /** @description How much more than before, in percent; null where there was nothing before. */
        AnalyticsChange: {
            /**
             * Format: double
             * @description Points, not percent, by which the delivery rate is higher.
             */
            deliveryRate?: number | null;
            /**
             * Format: double
             * @description The cost in `costCurrency`.
             * @example -5
             */
            totalCost?: number | null;
            /**
             * Format: double
             * @description Delivered.
             */
            totalDelivered?: number | null;
            /**
             * Format: double
             * @description Failed.
             */
            totalFailed?: number | null;
            /**
             * Format: double
             * @description From phones.
             */
            totalInbound?: number | null;
            /**
             * Format: double
             * @description Sent.
             * @example 12
             */
            totalSent?: number | null;
        };
        /** @description One class. */
        AnalyticsClass: components["schemas"]["AnalyticsPart"] & {
            /** @description Which. */
            class: components["schemas"]["MessageClass"];
        };
        /** @description One country. */
        AnalyticsCountry: components["schemas"]["AnalyticsPart"] & {
            /**
             * @description ISO 3166-1, or `ZZ` for numbers of no country.
             * @example PK
             */
            country: string;
        };
        /** @description One day. */
        AnalyticsDay: components["schemas"]["AnalyticsPart"] & {
            /**
             * @description Which.
             * @example 2026-02-15
             */
            date: string;
        };
        /** @description The figures of a period. */
        AnalyticsFigures: {
            /**
             * @description Messages by state; states without messages are left out.
             * @example {
             *       "DELIVERED": 14876,
             *       "FAILED": 354,
             *       "RECEIVED": 892
             *     }
             */
            byStatus: {
                [key: string]: number;
            };
            /**
             * @description The currency in which most messages are paid; null where nothing was.
             * @example PKR
             */
            costCurrency?: string | null;
            /** @description What they cost in each currency. */
            costs: components["schemas"]["Cost"][];
            /**
             * Format: double
             * @description Delivered among those that have ended, in percent; null where none has.
             * @example 97.67
             */
            deliveryRate?: number | null;
            /**
             * @description What they cost in `costCurrency`.
             * @example 7615.00
             */
            totalCost: string;
            /**
             * Format: int64
             * @description Messages that arrived.
             * @example 14876
             */
            totalDelivered: number;
            /**
             * Format: int64
             * @description Messages that did not, `FAILED` or `EXPIRED`.
             * @example 354
             */
            totalFailed: number;
            /**
             * Format: int64
             * @description Messages from phones.
             * @example 892
             */
            totalInbound: number;
            /**
             * Format: int64
             * @description Segments of outbound messages.
             * @example 15230
             */
            totalSegments: number;
            /**
             * Format: int64
             * @description Messages whose hand-over was tried, whatever became of them.
             * @example 15230
             */
            totalSent: number;
        };
        /** @description One hour. */
        AnalyticsHour: components["schemas"]["AnalyticsPart"] & {
            /**
             * @description Its start, with the zone's offset.
             * @example 2026-02-15T10:00:00+05:00
             */
            hour: string;
        };
        /** @description One month. */
        AnalyticsMonth: components["schemas"]["AnalyticsPart"] & {
            /**
             * @description Which.
             * @example 2026-02
             */
            month: string;
        };
        /** @description The figures of one part of the messages. */
        AnalyticsPart: {
            /**
             * @description As `totalCost`, in this part's own currency of most messages.
             * @example 260.00
             */
            cost: string;
            /**
             * @description As `costCurrency`.
             * @example PKR
             */
            currency?: string | null;
            /**
             * Format: int64
             * @description As `totalDelivered`.
             * @example 510
             */
            delivered: number;
            /**
             * Format: double
             * @description As `deliveryRate` of the summary.
             * @example 98.07
             */
            deliveryRate?: number | null;
            /**
             * Format: int64
             * @description As `totalFailed`.
             * @example 10
             */
            failed: number;
            /**
             * Format: int64
             * @description As `totalInbound`.
             */
            inbound: number;
            /**
             * Format: int64
             * @description As `totalSegments`.
             */
            segments: number;
            /**
             * Format: int64
             * @description As `totalSent`.
             * @example 520
             */
            sent: number;
        };
        /** @description The period before. */
        AnalyticsPrevious: components["schemas"]["AnalyticsSpan"] & {
            /** @description Its figures. */
            summary: components["schemas"]["AnalyticsFigures"];
        };
        /** @description One provider. */
        AnalyticsProvider: components["schemas"]["AnalyticsPart"] & {
            /**
             * @description Its name; null for messages that went through none.
             * @example twilio
             */
            provider?: string | null;
            /** @description Its id. */
            providerId?: string | null;
        };
        /** @description Messages that are not final. */
        AnalyticsQueue: {
            /**
             * Format: int64
             * @description Wait in a lane.
             */
            queued: number;
            /**
             * Format: int64
             * @description Wait for their time.
             */
            scheduled: number;
            /**
             * Format: int64
             * @description Were passed on by a carrier that will report their end.
             */
            sent: number;
            /**
             * Format: int64
             * @description Are with a carrier.
             */
            submitted: number;
        };
        /** @description A stretch of time. */
        AnalyticsSpan: {
            /**
             * Format: date-time
             * @description Its start.
             */
            from: string;
            /**
             * Format: date-time
             * @description Its end, which is not in it.
             */
            until: string;
        };
        /** @description The first row of a dashboard. */
        AnalyticsSummary: {
            /** @description Today, this week and this month so far, each against the same part of the one before. */
            cards: components["schemas"]["AnalyticsCard"][];
            /** @description Messages that are not final, now. */
            queue: components["schemas"]["AnalyticsQueue"];
            /**
             * @description Whose days these are.
             * @example Asia/Karachi
             */
            timeZone: string;
        };
        /** @description A success. */
        Answer_Analytics: {
            /** @description Figures of a period. */
            data: components["schemas"]["AnalyticsSpan"] & {
                /**
                 * @description The steps: `hour`, `day` or `month`.
                 * @example day
                 */
                by: string;
                /** @description How much more than then. */
                change: components["schemas"]["AnalyticsChange"];
                /** @description By class. */
                classBreakdown: components["schemas"]["AnalyticsClass"][];
                /** @description By country, the one with the most messages first. */
                countryBreakdown: components["schemas"]["AnalyticsCountry"][];
                /** @description By day, newest first, days without messages too. */
                dailyBreakdown?: components["schemas"]["AnalyticsDay"][] | null;
                /** @description By hour, newest first. */
                hourlyBreakdown?: components["schemas"]["AnalyticsHour"][] | null;
                /** @description By month, newest first. */
                monthlyBreakdown?: components["schemas"]["AnalyticsMonth"][] | null;
                /**
                 * @description As it was asked for; `custom` for one between two times.
                 * @example last_30_days
                 */
                period: string;
                /** @description The period before it. */
                previous: components["schemas"]["AnalyticsPrevious"];
                /** @description By provider, the one with the most messages first. */
                providerBreakdown: components["schemas"]["AnalyticsProvider"][];
                /** @description All of it. */
                summary: components["schemas"]["AnalyticsFigures"];
                /**
                 * @description Whose days and hours these are.
                 * @example Asia/Karachi
                 */
                timeZone: string;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_AnalyticsSummary: {
            /** @description The first row of a dashboard. */
            data: {
                /** @description Today, this week and this month so far, each against the same part of the one before. */
                cards: components["schemas"]["AnalyticsCard"][];
                /** @description Messages that are not final, now. */
                queue: components["schemas"]["AnalyticsQueue"];
                /**
                 * @description Whose days these are.
                 * @example Asia/Karachi
                 */
                timeZone: string;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_ApiKey: {
            /** @description A key. */
            data: {
                /** @description Networks that it may be used from; anywhere where there are none. */
                allowedNetworks: string[];
                /**
                 * Format: date-time
                 * @description When it was made.
                 */
                createdAt: string;
                /**
                 * Format: date-time
                 * @description When it stops working by itself.
                 */
                expiresAt?: string | null;
                /**
                 * @description Its id.
                 * @example key_01k9zv0d3s8ra
                 */
                keyId: string;
                /**
                 * Format: date-time
                 * @description When it was last used, to the minute.
                 */
                lastUsedAt?: string | null;
                /** @description How many requests it may make. */
                limits: components["schemas"]["ApiKeyLimits"];
                /**
                 * @description A name for people.
                 * @example Production
                 */
                name: string;
                /**
                 * @description What it starts with.
                 * @example sk_live_a1B2c3
                 */
                prefix: string;
                previous?: components["schemas"]["PreviousSecret"] | null;
                /**
                 * Format: int64
                 * @description Requests that it made, but for those of the last second.
                 */
                requests: number;
                /**
                 * Format: date-time
                 * @description When it was revoked.
                 */
                revokedAt?: string | null;
                /**
                 * @description What it may do.
                 * @example [
                 *       "sms:send",
                 *       "sms:read"
                 *     ]
                 */
                scopes: string[];
                /**
                 * @description `active`, `expired` or `revoked`.
                 * @example active
                 */
                status: string;
                /** @description Whether it reaches the simulated carrier alone. */
                test: boolean;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_ApiKeyList: {
            /** @description The keys of an organization. */
            data: {
                /** @description The newest first. */
                keys: components["schemas"]["ApiKey"][];
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_ApiKeyMade: {
            /** @description A key with the key itself, this once. */
            data: components["schemas"]["ApiKey"] & {
                /**
                 * @description The key itself. Keep it now: it is not shown again.
                 * @example sk_live_a1B2c3…
                 */
                apiKey: string;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_AskedSenderList: {
            /** @description A page of sender IDs. */
            data: {
                /** @description Give it as `cursor` for the next page; absent at the end. */
                nextCursor?: string | null;
                /** @description In the order in which they were first asked for. */
                senders: components["schemas"]["AskedSender"][];
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_AuditList: {
            /** @description A page of the log of changes. */
            data: {
                /** @description Newest first. */
                entries: components["schemas"]["AuditEntry"][];
                /** @description Give it as `cursor` for the next page; absent at the end. */
                nextCursor?: string | null;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_Balance: {
            /** @description What an organization has to spend. */
            data: {
                /** @description Below which balance there is a warning; null for never. */
                alertBelow?: string | null;
                /**
                 * @description What can be sent with; below zero where credit is used.
                 * @example 1250.40
                 */
                available?: string | null;
                /** @description What carriers say is left on the organization's own accounts with them, at most 300 s old. */
                carriers: components["schemas"]["CarrierBalance"][];
                /** @description How far below zero it may go. */
                creditLimit?: string | null;
                /**
                 * @description Its currency, or three letters of the operator's own for credits; null where there never was a balance.
                 * @example KES
                 */
                currency?: string | null;
                /** @description Whether it is below. */
                low: boolean;
                /**
                 * @description `prepaid`: messages are paid from it. `unlimited`: they are not; what it held before stays.
                 * @example prepaid
                 */
                mode: string;
                /** @description What was paid in, ever, corrections included. */
                paidIn?: string | null;
                /**
                 * @description What is given back for messages that were taken and did not arrive: `none`, `failed` or `failed_and_expired`.
                 * @example none
                 */
                refund?: string | null;
                /**
                 * @description What is held for messages on their way.
                 * @example 16.00
                 */
                reserved?: string | null;
                /** @description `available` and `creditLimit`: what the next call may cost at most. */
                spendable?: string | null;
                /** @description What carriers took, ever. */
                spent?: string | null;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_BalanceAlertList: {
            /** @description A page of warnings. */
            data: {
                /** @description Newest first. */
                alerts: components["schemas"]["BalanceAlert"][];
                /** @description Give it as `cursor` for the next page; absent at the end. */
                nextCursor?: string | null;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_Batch: {
            /** @description A batch with the faults of its rows. */
            data: components["schemas"]["BatchSummary"] & {
                /** @description Refused, repeated and remarked rows, by row; at most 1,000. */
                faults: components["schemas"]["RowFault"][];
                /** @description Whether there are more: ask with `faultsAfter` = `nextFaultsAfter`. */
                moreFaults: boolean;
                /**
                 * Format: int64
                 * @description The last row in `faults`, when there are more.
                 */
                nextFaultsAfter?: number | null;
                /**
                 * Format: date-time
                 * @description When its messages are due, if they wait for a time; in the answer to the send only.
                 */
                scheduledAt?: string | null;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_BatchList: {
            /** @description A page of batches. */
            data: {
                /** @description Newest first. */
                batches: components["schemas"]["BatchSummary"][];
                /** @description Give it as `cursor` for the next page; absent at the end. */
                nextCursor?: string | null;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_CallbackSecret: {
            /** @description What callbacks are signed with. */
            data: {
                /**
                 * @description `whsec_` and base64; what a library for Standard Webhooks takes.
                 * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
                 */
                secret: string;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_Ceiling: {
            /** @description What a provider can do for your messages now, and the one thing that stops it from doing more. */
            data: components["schemas"]["CeilingFigures"] & {
                /**
                 * @description `noWork`, `inactive`, `health`, `pause`, `pausedOrganizations`, `rate`, `systemRate`, `window`, `database`, or
                 *     `nothing` where it goes as fast as messages come.
                 * @example window
                 */
                cappedBy: string;
                /**
                 * @description `HEALTHY`, `DEGRADED`, `DOWN` or `UNKNOWN`.
                 * @example HEALTHY
                 */
                health: string;
                /**
                 * Format: int64
                 * @description How long your messages are paused on it still, ms; null where they are not.
                 */
                pausedMs?: number | null;
                /**
                 * Format: int64
                 * @description Your messages that wait for it, retries included.
                 */
                waiting: number;
                /** @description In words; of a provider of your own with the figures. */
                why: string;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_CheckoutResponse: {
            /** @description A page to pay on. */
            data: {
                /** @description The top-up that waits for it. */
                topUp: components["schemas"]["TopUp"];
                /** @description Where it is: send the payer there. */
                url: string;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_Decision: {
            /** @description Which way a message goes, and why. */
            data: {
                /**
                 * @description How the order came about: `listed`, `weighted`, `leastCost`; `rank` where no route fits; `forced` where the
                 *     request named the provider, without failover.
                 * @example weighted
                 */
                by: string;
                /** @description The providers in order, the chosen one first, the others for failover. */
                order: components["schemas"]["DecisionProvider"][];
                /** @description Those that were not taken into the order. */
                passedOver: components["schemas"]["PassedOverProvider"][];
                route?: components["schemas"]["DecidingRoute"] | null;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_Delivery: {
            /** @description One try to tell an event. */
            data: {
                /**
                 * Format: int32
                 * @description Which try, from 1; 0 for a test.
                 */
                attempt: number;
                /**
                 * Format: date-time
                 * @description When it began.
                 */
                createdAt: string;
                /**
                 * @description Its id.
                 * @example dlv_01k9zv0d3s8ra
                 */
                deliveryId: string;
                /** @description Why there was no answer. */
                error?: string | null;
                /**
                 * @description The event's id, which receivers get as `webhook-id`: the same for all tries.
                 * @example evt_01k9zv0d3s8ra
                 */
                eventId: string;
                /**
                 * @description What was told.
                 * @example message.delivered
                 */
                eventType: string;
                /**
                 * Format: int32
                 * @description The status that the receiver answered; null where there was no answer.
                 */
                httpStatus?: number | null;
                /**
                 * Format: int64
                 * @description How long it took, ms.
                 */
                latencyMs: number;
                /** @description The message that it is about. */
                messageId?: string | null;
                /**
                 * @description `TAKEN`, `RETRIED` (it is tried again), `GIVEN_UP`, or `REPLAYED` (given up, and told again since).
                 * @example TAKEN
                 */
                outcome: string;
                /** @description What was told; null where the message is gone. */
                payload?: Record<string, never> | null;
                /**
                 * @description Whether the payload is the one that was sent. Of many successes in a short time only the first are kept whole;
                 *     the others show their message as it stands now.
                 */
                payloadKept: boolean;
                /** @description The beginning of the answer, at most 1,024 bytes; of successes, where the body was kept too. */
                responseBody?: string | null;
                /** @description Whether it was taken. */
                success: boolean;
                /** @description Where it was posted, where that was kept. */
                url?: string | null;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_DeliveryList: {
            /** @description A page of tries. */
            data: {
                /** @description Newest first. */
                deliveries: components["schemas"]["Delivery"][];
                /** @description The most tries a page has. */
                limit: number;
                /** @description Give it as `cursor` for the next page; absent at the end. */
                nextCursor?: string | null;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_EndedSessions: {
            /** @description Sessions that ended. */
            data: {
                /**
                 * Format: int64
                 * @description How many.
                 */
                ended: number;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_Enrolment: {
            /** @description What an app needs to show codes. */
            data: {
                /**
                 * @description The same for an app that takes addresses.
                 * @example otpauth://totp/Tuma:amina%40example.org?secret=…&issuer=Tuma
                 */
                otpauthUrl: string;
                /** @description The address as a QR code, an SVG picture. */
                qrSvg: string;
                /**
                 * @description The secret, to be typed into an app.
                 * @example JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP
                 */
                secret: string;
                /** @description To be given back with the first code, within a quarter of an hour. */
                ticket: string;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_EventReplayed: {
            /** @description An event that is told again. */
            data: {
                /**
                 * @description Its id, which receivers get as `webhook-id`: the same as before.
                 * @example evt_01k9zv0d3s8ra
                 */
                eventId: string;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_Forgot: {
            /** @description That a mail goes out, if there is an account. */
            data: {
                /** @description Always true, whether there is an account or not. */
                mailedIfKnown: boolean;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_HandsetMessages: {
            /** @description What is on one phone. */
            data: {
                /** @description Newest first. */
                messages: components["schemas"]["HandsetMessage"][];
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_Handsets: {
            /** @description The phones. */
            data: {
                /** @description The one with the newest message first. */
                handsets: components["schemas"]["Handset"][];
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_HandsetTextResponse: {
            /** @description The inbound message. */
            data: {
                /**
                 * @description Its id; it is in `GET /api/sms/inbox`.
                 * @example msg_01k9zv0d3s8ra
                 */
                messageId: string;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_HealthChangeList: {
            /** @description A page of changes. */
            data: {
                /** @description Newest first. */
                changes: components["schemas"]["HealthChange"][];
                /** @description Give it as `cursor` for the next page; absent at the end. */
                nextCursor?: string | null;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_HealthView: {
            /** @description How the process is. */
            data: {
                /** @description It works; when not, it should be started again. */
                live: boolean;
                /** @description It can accept messages now. */
                ready: boolean;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_InboxList: {
            /** @description A page of inbound messages. */
            data: {
                /** @description The most messages a page has. */
                limit: number;
                /** @description Newest first. */
                messages: components["schemas"]["Message"][];
                /** @description Give it as `cursor` for the next page; absent at the end. */
                nextCursor?: string | null;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_Invitation: {
            /** @description An open invitation; what was mailed is in no answer. */
            data: {
                /**
                 * Format: date-time
                 * @description When.
                 */
                createdAt: string;
                /** @description Who is invited. */
                email: string;
                /**
                 * Format: date-time
                 * @description Until when it can be taken up.
                 */
                expiresAt: string;
                /**
                 * @description Its id.
                 * @example inv_01k9zv0d3s8ra
                 */
                invitationId: string;
                /** @description The person who invited; null for a key or the operator. */
                invitedBy?: string | null;
                /**
                 * @description As what.
                 * @example operator
                 */
                role: string;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_InvitationList: {
            /** @description Open invitations. */
            data: {
                /** @description Newest first. */
                invitations: components["schemas"]["Invitation"][];
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_InvitedTo: {
            /** @description What somebody is invited to. */
            data: {
                /** @description Under which address. */
                email: string;
                /**
                 * Format: date-time
                 * @description Until when.
                 */
                expiresAt: string;
                /** @description Whether there is an account under that address: then nothing but the token is needed. */
                hasAccount: boolean;
                /** @description The organization's name. */
                organization: string;
                /**
                 * @description As what.
                 * @example operator
                 */
                role: string;
                /** @description Its short name, to sign in with. */
                slug: string;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_Issuers: {
            /** @description Where one can sign in. */
            data: {
                /** @description OpenID Connect issuers, in the order of the configuration. */
                issuers: components["schemas"]["Issuer"][];
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_LedgerEntry: {
            /** @description One entry of the ledger. */
            data: {
                /**
                 * Format: date-time
                 * @description When it was written.
                 */
                at: string;
                /** @description The batch that it holds money for. */
                batchId?: string | null;
                /**
                 * @description Its id.
                 * @example ldg_01k9zv0d3s8ra
                 */
                entryId: string;
                /**
                 * @description `RESERVE`, `SPEND`, `RELEASE`, `REFUND`, `INBOUND`, `TOP_UP` or `ADJUSTMENT`.
                 * @example RESERVE
                 */
                kind: string;
                /**
                 * Format: int64
                 * @description How many messages it is about.
                 */
                messages: number;
                /** @description What it adds to each account. */
                movement: components["schemas"]["Movement"];
                /** @description Why, where a person did it. */
                note?: string | null;
                /**
                 * Format: int64
                 * @description Their segments.
                 */
                segments: number;
                /** @description The top-up that it is. */
                topUpId?: string | null;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_LedgerList: {
            /** @description A page of the ledger. */
            data: {
                /**
                 * @description The ledger's currency; null where there never was a balance.
                 * @example KES
                 */
                currency?: string | null;
                /** @description Newest first. */
                entries: components["schemas"]["LedgerEntry"][];
                /** @description Give it as `cursor` for the next page; absent at the end. */
                nextCursor?: string | null;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_Limits: {
            /** @description Every limit that holds for the caller. */
            data: {
                /** @description The key's (or person's) own and the organization's; a span without a limit is left out. */
                limits: components["schemas"]["Limit"][];
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_Me: {
            /** @description A person, its session, and what it may do where the session is. */
            data: {
                /** @description What a browser sends as `X-CSRF-Token` with every change. */
                csrfToken: string;
                organization?: components["schemas"]["Place"] | null;
                /** @description Where you belong. */
                organizations: components["schemas"]["Place"][];
                /** @description What you may do there, such as `messages:send`. */
                permissions: string[];
                /** @description Whether that organization lets you in only once you have enrolled a second factor. */
                secondFactorMissing: boolean;
                /** @description The session that you call with. */
                session: components["schemas"]["Session"];
                /** @description The units that you are limited to there, with those below; null where you have the whole organization. */
                unitIds?: string[] | null;
                /** @description Who you are. */
                user: components["schemas"]["User"];
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_MessageList: {
            /** @description A page of messages. */
            data: {
                /** @description The most messages a page has. */
                limit: number;
                /** @description Newest first. */
                messages: components["schemas"]["Message"][];
                /** @description Give it as `cursor` for the next page; absent at the end. */
                nextCursor?: string | null;
                /** @description The page's number, unless a cursor was given. */
                page?: number | null;
                /**
                 * Format: int64
                 * @description How many messages match in all, where that is known without counting.
                 */
                total?: number | null;
                /** @description Set when `total` is not known and there are more than were shown so far. */
                totalIsMore: boolean;
                /**
                 * @description Messages by status, of the same direction and time (taken to whole quarter hours) whatever the status asked for;
                 *     absent with a cursor, `phone`, `with`, `batchId` or `unit`.
                 */
                totals?: {
                    [key: string]: components["schemas"]["StatusTotal"];
                } | null;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_MessageStatus: {
            /** @description A message with its timeline. */
            data: components["schemas"]["Message"] & {
                decision?: components["schemas"]["Decision"] | null;
                /** @description What happened to it, oldest first. */
                timeline: components["schemas"]["Event"][];
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_Networks: {
            /** @description From where an organization may be called. */
            data: {
                /**
                 * @description Those that are let in; everybody where there are none.
                 * @example [
                 *       "203.0.113.0/24",
                 *       "2001:db8::/32"
                 *     ]
                 */
                allow: string[];
                /**
                 * @description Those that are not let in, whatever `allow` says.
                 * @example [
                 *       "203.0.113.9"
                 *     ]
                 */
                deny: string[];
                /**
                 * Format: date-time
                 * @description When the limits or networks of the organization were last changed.
                 */
                updatedAt?: string | null;
                /** @description The address that this request came from, as the server sees it. */
                yourAddress?: string | null;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_Organization: {
            /** @description An organization. */
            data: {
                /** @description Whether it sends from approved sender IDs only. */
                approvedSendersOnly: boolean;
                /**
                 * Format: date-time
                 * @description When it was made.
                 */
                createdAt: string;
                /** @description What it has. */
                has: components["schemas"]["OrganizationCounts"];
                /**
                 * Format: int32
                 * @description The most segments a message may take.
                 */
                maxSegments: number;
                /** @description Its name. */
                name: string;
                /**
                 * @description Its id.
                 * @example org_01k9zv0d3s8ra
                 */
                organizationId: string;
                /** @description How much it may have. */
                quotas: components["schemas"]["Quotas"];
                /**
                 * @description Region of numbers without `+`, ISO 3166-1.
                 * @example KE
                 */
                region: string;
                /**
                 * @description Its short name.
                 * @example green-valley
                 */
                slug: string;
                suspended?: components["schemas"]["Suspension"] | null;
                /**
                 * @description The time zone that its days and hours are cut by.
                 * @example Asia/Karachi
                 */
                timeZone: string;
                /** @description What happens where nobody can tell whether a carrier took a message: `resend` or `hold`; null where its class says. */
                unknownPolicy?: string | null;
                /**
                 * Format: int64
                 * @description How long a message stays worth sending.
                 */
                validitySeconds: number;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_OrganizationLimits: {
            /** @description An organization's own limits; null where the platform's holds. */
            data: {
                /** Format: int32 */
                perDay?: number | null;
                /** Format: int32 */
                perMinute?: number | null;
                /** Format: int32 */
                recipientsPerDay?: number | null;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_OrganizationList: {
            /** @description A page of organizations. */
            data: {
                /** @description Give it as `cursor` for the next page; absent at the end. */
                nextCursor?: string | null;
                /** @description By slug. */
                organizations: components["schemas"]["Organization"][];
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_PasswordChanged: {
            /** @description That a password was changed. */
            data: {
                /** @description Always true. */
                changed: boolean;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_PreviewResponse: {
            /** @description What the text would be and cost. */
            data: {
                /** @description Cost of all rows. */
                cost: components["schemas"]["Cost"];
                /** @description One a row. */
                rows: components["schemas"]["PreviewRow"][];
                /**
                 * Format: int32
                 * @description Segments of all rows.
                 */
                segments: number;
                /** @description The template's variables. */
                variables: string[];
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_PriceLine: {
            /** @description One line of a price list. */
            data: {
                class?: components["schemas"]["MessageClass"] | null;
                /**
                 * @description `OUTBOUND` or `INBOUND`.
                 * @example OUTBOUND
                 */
                direction: string;
                /**
                 * @description Whose list: `organization`, which goes first, or `platform`.
                 * @example organization
                 */
                list: string;
                /**
                 * @description What the number begins with, digits; empty for every number.
                 * @example 2547
                 */
                prefix: string;
                /**
                 * @description Its id.
                 * @example prc_01k9zv0d3s8ra
                 */
                priceId: string;
                /** @description What a segment costs. */
                pricePerSegment: components["schemas"]["Cost"];
                /** @description Through which provider; null for all. */
                providerId?: string | null;
                /**
                 * Format: date-time
                 * @description From when on.
                 */
                validFrom: string;
                /**
                 * Format: date-time
                 * @description Until when, exclusive; null for good.
                 */
                validUntil?: string | null;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_PriceLines: {
            /** @description A page of a price list. */
            data: {
                /** @description Give it as `cursor` for the next page; absent at the end. */
                nextCursor?: string | null;
                /** @description In the order in which they were made. */
                prices: components["schemas"]["PriceLine"][];
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_PriceRemoved: {
            /** @description A line that is gone. */
            data: {
                /**
                 * @description Its id.
                 * @example prc_01k9zv0d3s8ra
                 */
                priceId: string;
                /** @description Always true. */
                removed: boolean;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_Provider: {
            /** @description A provider. */
            data: {
                /** @description Whether messages may be handed over to it. */
                active: boolean;
                /**
                 * Format: date-time
                 * @description When it was made.
                 */
                createdAt: string;
                /** @description How it is now. */
                health: components["schemas"]["ProviderHealth"];
                /**
                 * @description The adapter that speaks to the carrier.
                 * @example africastalking
                 */
                kind: string;
                /** @description Its name; `provider` in a send names it. */
                name: string;
                /** @description What a segment costs. */
                pricePerSegment: components["schemas"]["Cost"];
                /**
                 * @description Its id.
                 * @example prv_01k9zv0d3s8ra
                 */
                providerId: string;
                /**
                 * Format: int64
                 * @description Its place where no route decides: lower goes first.
                 */
                rank: number;
                /**
                 * Format: int32
                 * @description Messages a second; null for no limit.
                 */
                ratePerSecond?: number | null;
                /** @description Whether the carrier gives delivery reports. */
                reports: boolean;
                /** @description The credentials that are set, by name; absent of a shared one. */
                secretsSet?: string[] | null;
                /** @description The settings of its kind without its credentials; absent of a shared one. */
                settings?: Record<string, never> | null;
                /** @description Whether it is the platform's own, for all organizations: it can be used and not changed. */
                shared: boolean;
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updatedAt: string;
                /**
                 * @description The path of its webhooks, with a token that nobody can guess; absent of a shared one.
                 * @example /hooks/5f0c…
                 */
                webhookPath?: string | null;
                /** @description The same as a whole URL to enter at the carrier; absent where the server does not know its public address. */
                webhookUrl?: string | null;
                /**
                 * Format: int32
                 * @description Messages handed over and not answered yet, at most.
                 */
                window: number;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_ProviderCheck: {
            /** @description What a provider said when it was asked. */
            data: {
                balance?: components["schemas"]["Cost"] | null;
                /** @description Why not, in the carrier's words; of a shared provider, that it does not. */
                why?: string | null;
                /** @description Whether it can be reached and takes the credentials; null where only a message can tell. */
                works?: boolean | null;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_ProviderList: {
            /** @description The providers that an organization may use. */
            data: {
                /** @description By rank. */
                providers: components["schemas"]["Provider"][];
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_ProviderRemoved: {
            /** @description A provider that is gone. */
            data: {
                /**
                 * @description Its id.
                 * @example prv_01k9zv0d3s8ra
                 */
                providerId: string;
                /** @description Always true. */
                removed: boolean;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_RecoveryCodes: {
            /** @description Codes for when the phone is lost; each is good once, and nobody can read them again. */
            data: {
                /** @description Ten of them. */
                recoveryCodes: string[];
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_RemovedMember: {
            /** @description Somebody who does not belong any more. */
            data: {
                /** @description The person. */
                userId: string;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_ReplayAnswer: {
            /** @description What is told again. */
            data: {
                /** @description Events that wait to be told again. */
                events: number;
                /** @description Call again with it as `cursor` for the rest; absent at the end. */
                nextCursor?: string | null;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_RevealedNumber: {
            /** @description Whose number it is, and the number. */
            data: {
                /**
                 * @description The message's id.
                 * @example msg_01k9zv0d3s8ra
                 */
                messageId: string;
                /**
                 * @description The phone that it went to or came from.
                 * @example +923001234567
                 */
                number: string;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_Route: {
            /** @description A route. */
            data: {
                /** @description Whether it is asked at all. */
                active: boolean;
                /** @description The message has one of these categories; none for any. */
                categories: string[];
                /** @description The message has one of these classes; none for any. */
                classes: components["schemas"]["MessageClass"][];
                /** @description The number's country is one of these; none for any. */
                countries: string[];
                /**
                 * Format: date-time
                 * @description When it was made.
                 */
                createdAt: string;
                /** @description Its name. */
                name: string;
                /** @description How the providers are put in order. */
                order: components["schemas"]["RouteOrder"];
                /** @description The number begins with one of these; none for any. */
                prefixes: string[];
                /** @description Where it goes. */
                providers: components["schemas"]["RouteProvider"][];
                /**
                 * Format: int64
                 * @description Lower is asked first.
                 */
                rank: number;
                /**
                 * @description Its id.
                 * @example rte_01k9zv0d3s8ra
                 */
                routeId: string;
                /** @description The message asks for one of these senders; none for any. */
                senders: string[];
                /** @description Whether one number always gets the same provider first. */
                sticky: boolean;
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updatedAt: string;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_RouteList: {
            /** @description An organization's routes. */
            data: {
                /** @description In the order in which they are asked; at most 1,000. */
                routes: components["schemas"]["Route"][];
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_RouteRemoved: {
            /** @description A route that is gone. */
            data: {
                /** @description Always true. */
                removed: boolean;
                /**
                 * @description Its id.
                 * @example rte_01k9zv0d3s8ra
                 */
                routeId: string;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_SecondFactor: {
            /** @description Whether a person has a second factor. */
            data: {
                /** @description Whether there is one. */
                enrolled: boolean;
                /** @description Recovery codes that were not used. */
                recoveryCodesLeft: number;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_SecurityEventList: {
            /** @description A page of security events. */
            data: {
                /** @description Newest first. */
                events: components["schemas"]["SecurityEvent"][];
                /** @description Give it as `cursor` for the next page; absent at the end. */
                nextCursor?: string | null;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_SecurityPolicy: {
            /** @description What an organization asks of its people. */
            data: {
                /** @description Whether nobody gets in without a second factor. */
                secondFactorRequired: boolean;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_Sender: {
            /** @description A sender ID. */
            data: {
                /**
                 * @description The countries of the numbers that it may be shown to; all if empty.
                 * @example [
                 *       "KE"
                 *     ]
                 */
                countries: string[];
                /**
                 * Format: date-time
                 * @description When it was decided about.
                 */
                decidedAt?: string | null;
                /** @description The providers that it is registered with; all if empty. */
                providerIds: string[];
                /** @description What it is for. */
                purpose: string;
                /** @description Why it was rejected. */
                reason?: string | null;
                /**
                 * Format: date-time
                 * @description When it was asked for.
                 */
                requestedAt: string;
                /**
                 * @description The sender, as a carrier takes it.
                 * @example GREENVALLEY
                 */
                sender: string;
                /**
                 * @description Its id.
                 * @example snd_01k9zv0d3s8ra
                 */
                senderId: string;
                /**
                 * @description `pending`, `approved` or `rejected`.
                 * @example pending
                 */
                status: string;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_SenderList: {
            /** @description An organization's sender IDs. */
            data: {
                /** @description Whether the organization may send from approved ones only. */
                approvedOnly: boolean;
                /** @description By their text; at most 100. */
                senders: components["schemas"]["Sender"][];
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_SenderRemoved: {
            /** @description A sender ID that is gone. */
            data: {
                /** @description Always true. */
                removed: boolean;
                /**
                 * @description Its id.
                 * @example snd_01k9zv0d3s8ra
                 */
                senderId: string;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_SendResponse: {
            /** @description The accepted message: it is on disk. */
            data: {
                /**
                 * @description Currency of the cost, ISO 4217.
                 * @example PKR
                 */
                currency: string;
                /**
                 * @description `GSM-7` or `UCS-2`.
                 * @example GSM-7
                 */
                encoding: string;
                /**
                 * @description What it will cost, decimal.
                 * @example 0.50
                 */
                estimatedCost: string;
                /**
                 * @description The message's id.
                 * @example msg_01k9zv0d3s8ra
                 */
                messageId: string;
                /**
                 * Format: date-time
                 * @description When it was accepted.
                 * @example 2026-02-15T10:30:00.000Z
                 */
                queuedAt: string;
                /**
                 * Format: date-time
                 * @description When it is due, if it waits for its time.
                 */
                scheduledAt?: string | null;
                /**
                 * Format: int32
                 * @description Segments it takes.
                 */
                segments: number;
                /**
                 * @description `QUEUED`, or `SCHEDULED` when it waits for its time.
                 * @example QUEUED
                 */
                status: string;
                /** @description Set where a test key sent it: it goes to a simulated carrier and costs nothing. */
                test?: boolean;
                /**
                 * @description The number in E.164, masked for callers who may not see whole numbers.
                 * @example +923001234567
                 */
                to: string;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_SessionList: {
            /** @description A person's sessions. */
            data: {
                /** @description The last used first. */
                sessions: components["schemas"]["Session"][];
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_Settings: {
            /** @description The settings of an organization. */
            data: {
                /**
                 * @description What it counts money in where nothing else says, ISO 4217.
                 * @example PKR
                 */
                currency: string;
                /**
                 * @description Its shown name.
                 * @example Green Valley School
                 */
                name: string;
                /**
                 * @description The organization's id.
                 * @example org_01k9zv0d3s8ra
                 */
                organizationId: string;
                /** @description Who sees whole phone numbers. */
                privacy: components["schemas"]["Privacy"];
                /**
                 * @description The region of numbers without `+`, ISO 3166-1.
                 * @example PK
                 */
                region: string;
                /**
                 * Format: int32
                 * @description How many days after their end messages are removed; 0 where they are kept.
                 * @example 365
                 */
                retentionDays: number;
                /**
                 * @description Its short name, which never changes.
                 * @example green-valley
                 */
                slug: string;
                /**
                 * @description The time zone that its days and hours are cut by, a name of the IANA database.
                 * @example Asia/Karachi
                 */
                timeZone: string;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_SharedProvider: {
            /** @description One of the platform's providers. */
            data: components["schemas"]["Provider"] & {
                /** @description The organizations that alone may use it; null where all may. */
                sharedWith?: string[] | null;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_SharedProviderList: {
            /** @description The platform's providers. */
            data: {
                /** @description By rank. */
                providers: components["schemas"]["SharedProvider"][];
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_Statement: {
            /** @description A statement. */
            data: {
                /** @description What they held when it ended. */
                closing: components["schemas"]["Movement"];
                /**
                 * @description The ledger's currency.
                 * @example KES
                 */
                currency: string;
                /**
                 * Format: date-time
                 * @description Its beginning, UTC.
                 */
                from: string;
                /** @description What moved them, oldest first. */
                lines: components["schemas"]["StatementLine"][];
                /** @description What the accounts held when it began. */
                opening: components["schemas"]["Movement"];
                /** @description The organization. */
                organization: string;
                /**
                 * Format: date-time
                 * @description Its end, exclusive.
                 */
                to: string;
                /** @description The sums by kind. */
                totals: components["schemas"]["StatementLine"][];
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_Switched: {
            /** @description Where the session is now. */
            data: components["schemas"]["Me"] & {
                /** @description The token to go on with, where this was called with a token; the old one has ended. */
                accessToken?: string | null;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_TeamList: {
            /** @description Who belongs to an organization. */
            data: {
                /** @description By address. */
                members: components["schemas"]["Member"][];
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_Token: {
            /** @description A token, in the words of OAuth 2.0. */
            data: {
                /** @description The JWT, to be sent as `Authorization: Bearer …`. */
                access_token: string;
                /**
                 * Format: date-time
                 * @description When it ends.
                 */
                expires_at: string;
                /**
                 * Format: int64
                 * @description How long it lasts, in seconds.
                 * @example 900
                 */
                expires_in: number;
                /** @description The organization that it is for; null where its person belongs to none. */
                organization_id?: string | null;
                /**
                 * @description Always `Bearer`.
                 * @example Bearer
                 */
                token_type: string;
                /** @description Whose it is. */
                user_id: string;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_TopUp: {
            /** @description Money that comes, or is to come, into a balance. */
            data: {
                /**
                 * @description How much.
                 * @example 500.00
                 */
                amount: string;
                /**
                 * Format: date-time
                 * @description When it was asked for.
                 */
                createdAt: string;
                /**
                 * @description Of which currency.
                 * @example KES
                 */
                currency: string;
                /**
                 * Format: date-time
                 * @description When it was paid or failed.
                 */
                endedAt?: string | null;
                /** @description Its ledger entry, once it is paid. */
                entryId?: string | null;
                /** @description Why, or why it failed. */
                note?: string | null;
                /** @description The administrator's or the payment provider's reference. */
                reference?: string | null;
                /** @description `admin`, or the payment provider, such as `stripe`. */
                source: string;
                /**
                 * @description `PENDING`, `PAID` or `FAILED`.
                 * @example PAID
                 */
                status: string;
                /**
                 * @description Its id.
                 * @example tup_01k9zv0d3s8ra
                 */
                topUpId: string;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_TopUpList: {
            /** @description A page of top-ups. */
            data: {
                /** @description Give it as `cursor` for the next page; absent at the end. */
                nextCursor?: string | null;
                /** @description Newest first. */
                topUps: components["schemas"]["TopUp"][];
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_Unit: {
            /** @description A part of an organization. */
            data: {
                /**
                 * Format: date-time
                 * @description When it was made.
                 */
                createdAt: string;
                /**
                 * @description What it is, in your word.
                 * @example campus
                 */
                kind: string;
                /**
                 * @description Its name.
                 * @example Gulberg
                 */
                name: string;
                /** @description The unit that it is a part of; null at the top. */
                parentId?: string | null;
                /**
                 * @description Its id.
                 * @example unt_01k9zv0d3s8ra
                 */
                unitId: string;
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updatedAt: string;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_UnitLimit: {
            /** @description Who is limited to what. */
            data: {
                /**
                 * @description The unit; null for the whole organization.
                 * @example unt_01k9zv0d3s8ra
                 */
                unitId?: string | null;
                /**
                 * @description The member.
                 * @example usr_01k9zv0d3s8ra
                 */
                userId: string;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_UnitList: {
            /** @description An organization's units. */
            data: {
                /** @description Who is limited to one of them. */
                members: components["schemas"]["UnitMember"][];
                /** @description By name; the tree is in their `parentId`. At most 1,000. */
                units: components["schemas"]["Unit"][];
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_UnitRemoved: {
            /** @description A unit that is gone. */
            data: {
                /** @description Always true. */
                removed: boolean;
                /**
                 * @description Its id.
                 * @example unt_01k9zv0d3s8ra
                 */
                unitId: string;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_UsageList: {
            /** @description A page of calls. */
            data: {
                /** @description Newest first. Of a busy organization only a sample is kept, failed calls apart; the summary counts all. */
                calls: components["schemas"]["UsageCall"][];
                /** @description Give it as `cursor` for the next page; absent at the end. */
                nextCursor?: string | null;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_UsageSummary: {
            /** @description How the API was used in a period. */
            data: {
                /** @description By key, the busiest first. */
                apiKeys: components["schemas"]["UsageApiKey"][];
                /** @description By step, newest first. */
                breakdown: components["schemas"]["UsageStep"][];
                /**
                 * @description The steps: `hour`, `day` or `month`.
                 * @example day
                 */
                by: string;
                /**
                 * @description Calls by status.
                 * @example {
                 *       "202": 15230,
                 *       "400": 12
                 *     }
                 */
                byStatus: {
                    [key: string]: number;
                };
                /** @description By route, the most used first. */
                endpoints: components["schemas"]["UsageEndpoint"][];
                /**
                 * Format: date-time
                 * @description The start of the period.
                 */
                from: string;
                /**
                 * @description Whose days and hours these are.
                 * @example Asia/Karachi
                 */
                timeZone: string;
                /** @description All calls. */
                total: components["schemas"]["UsageFigures"];
                /**
                 * Format: date-time
                 * @description Its end, which is not in it.
                 */
                until: string;
                /** @description By person, the busiest first. */
                users: components["schemas"]["UsageUser"][];
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_Webhook: {
            /** @description A webhook. */
            data: {
                /** @description Whether it is told anything. */
                active: boolean;
                backlog?: components["schemas"]["WebhookBacklog"] | null;
                /**
                 * Format: int32
                 * @description Requests that failed since the last one that was taken.
                 */
                consecutiveFails: number;
                /**
                 * Format: date-time
                 * @description When it was made.
                 */
                createdAt: string;
                /** @description What people call it. */
                description: string;
                /** @description What it is told. */
                events: string[];
                /** @description How its requests fare. */
                health: components["schemas"]["WebhookHealth"];
                /**
                 * Format: date-time
                 * @description When anything was last posted.
                 */
                lastTriggeredAt?: string | null;
                /**
                 * Format: date-time
                 * @description Until when requests have two signatures, while its secret is being changed.
                 */
                rotatingUntil?: string | null;
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updatedAt: string;
                /** @description Where events are posted. */
                url: string;
                /**
                 * @description Its id.
                 * @example whk_01k9zv0d3s8ra
                 */
                webhookId: string;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_WebhookList: {
            /** @description An organization's webhooks. */
            data: {
                /** @description Oldest first. */
                webhooks: components["schemas"]["Webhook"][];
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_WebhookRemoved: {
            /** @description A webhook that is gone. */
            data: {
                /** @description Always true. */
                removed: boolean;
                /**
                 * @description Its id.
                 * @example whk_01k9zv0d3s8ra
                 */
                webhookId: string;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description A success. */
        Answer_WebhookWithSecret: {
            /** @description A webhook with a secret that is shown this once. */
            data: components["schemas"]["Webhook"] & {
                /**
                 * @description What its requests are signed with: keep it, it is not shown again.
                 * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
                 */
                secret: string;
            };
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             * @example 2026-02-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description About the request. */
        AnswerMetadata: {
            /**
             * Format: int64
             * @description How long it took, ms.
             * @example 3
             */
            durationMs: number;
            /**
             * @description The request's id, as in `x-request-id`; quote it when you report something.
             * @example req_00d7f1c2a8400000
             */
            requestId: string;
        };
        /** @description A key. */
        ApiKey: {
            /** @description Networks that it may be used from; anywhere where there are none. */
            allowedNetworks: string[];
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it stops working by itself.
             */
            expiresAt?: string | null;
            /**
             * @description Its id.
             * @example key_01k9zv0d3s8ra
             */
            keyId: string;
            /**
             * Format: date-time
             * @description When it was last used, to the minute.
             */
            lastUsedAt?: string | null;
            /** @description How many requests it may make. */
            limits: components["schemas"]["ApiKeyLimits"];
            /**
             * @description A name for people.
             * @example Production
             */
            name: string;
            /**
             * @description What it starts with.
             * @example sk_live_a1B2c3
             */
            prefix: string;
            previous?: components["schemas"]["PreviousSecret"] | null;
            /**
             * Format: int64
             * @description Requests that it made, but for those of the last second.
             */
            requests: number;
            /**
             * Format: date-time
             * @description When it was revoked.
             */
            revokedAt?: string | null;
            /**
             * @description What it may do.
             * @example [
             *       "sms:send",
             *       "sms:read"
             *     ]
             */
            scopes: string[];
            /**
             * @description `active`, `expired` or `revoked`.
             * @example active
             */
            status: string;
            /** @description Whether it reaches the simulated carrier alone. */
            test: boolean;
        };
        /** @description How many requests a key may make; null for any number. The organization's limits hold all the same. */
        ApiKeyLimits: {
            /**
             * Format: int32
             * @description In a day (UTC).
             */
            perDay?: number | null;
            /**
             * Format: int32
             * @description In any sixty seconds.
             */
            perMinute?: number | null;
            /** @description Whether these are the platform's, because nothing else was set for the key. */
            usual: boolean;
        };
        /**
         * @description How many requests a key may make: null for what the platform allows every key, 0 for no limit of its own. The
         *     organization's limits hold all the same.
         */
        ApiKeyLimitsRequest: {
            /**
             * Format: int32
             * @description In a day (UTC).
             */
            perDay?: number | null;
            /**
             * Format: int32
             * @description In any sixty seconds.
             */
            perMinute?: number | null;
        };
        /** @description The keys of an organization. */
        ApiKeyList: {
            /** @description The newest first. */
            keys: components["schemas"]["ApiKey"][];
        };
        /** @description A key with the key itself, this once. */
        ApiKeyMade: components["schemas"]["ApiKey"] & {
            /**
             * @description The key itself. Keep it now: it is not shown again.
             * @example sk_live_a1B2c3…
             */
            apiKey: string;
        };
        /**
         * @description A key. What is left out of a change keeps its value; of a new key, it takes the usual one.
         * @example {
         *       "allowedNetworks": [
         *         "203.0.113.0/24",
         *         "2001:db8::/32"
         *       ],
         *       "expiresAt": "2027-01-01T00:00:00Z",
         *       "limits": {
         *         "perMinute": 120
         *       },
         *       "name": "Production",
         *       "scopes": [
         *         "sms:send",
         *         "sms:read"
         *       ]
         *     }
         */
        ApiKeyRequest: {
            /** @description Addresses and networks that it may be used from, 100 at most; anywhere where there are none. */
            allowedNetworks?: string[] | null;
            /**
             * Format: date-time
             * @description When it stops working by itself, RFC 3339; null for never.
             */
            expiresAt?: string | null;
            limits?: components["schemas"]["ApiKeyLimitsRequest"] | null;
            /** @description A name for people, 1 to 100 characters; needed to make one. */
            name?: string | null;
            /** @description What it may do: `sms:send` and `sms:read` unless others are named. */
            scopes?: string[] | null;
            /** @description Whether it reaches the simulated carrier alone (`sk_test_…`); fixed once it is made. */
            test?: boolean | null;
        };
        /**
         * @description Where a sender ID may be used. What is left out stays as it was asked for.
         * @example {
         *       "countries": [
         *         "PK"
         *       ]
         *     }
         */
        ApproveSenderRequest: {
            /** @description The countries of the numbers that it may be shown to, ISO 3166-1; all if empty. */
            countries?: string[] | null;
            /** @description The providers that it is registered with; all if empty. */
            providerIds?: string[] | null;
        };
        /** @description A sender ID with whose it is. */
        AskedSender: components["schemas"]["Sender"] & {
            /**
             * Format: int64
             * @description How many other organizations it is approved for: somebody may be posing as another.
             */
            approvedElsewhere: number;
            /** @description How that is called. */
            organization: string;
            /**
             * @description Whose.
             * @example org_01k9zv0d3s8ra
             */
            organizationId: string;
        };
        /** @description A page of sender IDs. */
        AskedSenderList: {
            /** @description Give it as `cursor` for the next page; absent at the end. */
            nextCursor?: string | null;
            /** @description In the order in which they were first asked for. */
            senders: components["schemas"]["AskedSender"][];
        };
        /** @description Who made a change. */
        AuditActor: {
            /** @description The id; null for the others. */
            id?: string | null;
            /**
             * @description `user`, `api_key`, `operator` for whoever administers at the command line, or `tuma` for what it does by itself.
             * @example user
             */
            kind: string;
            /** @description The name, where it has one. */
            name?: string | null;
        };
        /** @description One change. */
        AuditEntry: {
            /**
             * @description What was done.
             * @example provider.change
             */
            action: string;
            /** @description Who did it. */
            actor: components["schemas"]["AuditActor"];
            /** @description What it is; null for what is gone. */
            after: unknown;
            /** @description With what program. */
            agent?: string | null;
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description What it was, in one word or by its parts; null for what is new. */
            before: unknown;
            /**
             * @description Its id.
             * @example aud_01k9zv0d3s8ra
             */
            entryId: string;
            /** @description From what address. */
            ip?: string | null;
            /**
             * @description The id of what was changed.
             * @example prv_01k9zv0d3s8ra
             */
            object: string;
            /** @description In which request. */
            requestId?: string | null;
        };
        /** @description A page of the log of changes. */
        AuditList: {
            /** @description Newest first. */
            entries: components["schemas"]["AuditEntry"][];
            /** @description Give it as `cursor` for the next page; absent at the end. */
            nextCursor?: string | null;
        };
        /** @description What an organization has to spend. */
        Balance: {
            /** @description Below which balance there is a warning; null for never. */
            alertBelow?: string | null;
            /**
             * @description What can be sent with; below zero where credit is used.
             * @example 1250.40
             */
            available?: string | null;
            /** @description What carriers say is left on the organization's own accounts with them, at most 300 s old. */
            carriers: components["schemas"]["CarrierBalance"][];
            /** @description How far below zero it may go. */
            creditLimit?: string | null;
            /**
             * @description Its currency, or three letters of the operator's own for credits; null where there never was a balance.
             * @example KES
             */
            currency?: string | null;
            /** @description Whether it is below. */
            low: boolean;
            /**
             * @description `prepaid`: messages are paid from it. `unlimited`: they are not; what it held before stays.
             * @example prepaid
             */
            mode: string;
            /** @description What was paid in, ever, corrections included. */
            paidIn?: string | null;
            /**
             * @description What is given back for messages that were taken and did not arrive: `none`, `failed` or `failed_and_expired`.
             * @example none
             */
            refund?: string | null;
            /**
             * @description What is held for messages on their way.
             * @example 16.00
             */
            reserved?: string | null;
            /** @description `available` and `creditLimit`: what the next call may cost at most. */
            spendable?: string | null;
            /** @description What carriers took, ever. */
            spent?: string | null;
        };
        /** @description A balance that fell below its threshold. */
        BalanceAlert: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description What was left. */
            available: string;
            /** @description The threshold then. */
            below: string;
            /** @description Of both. */
            currency: string;
        };
        /** @description A page of warnings. */
        BalanceAlertList: {
            /** @description Newest first. */
            alerts: components["schemas"]["BalanceAlert"][];
            /** @description Give it as `cursor` for the next page; absent at the end. */
            nextCursor?: string | null;
        };
        /**
         * @description When to be warned.
         * @example {
         *       "below": "100.00"
         *     }
         */
        BalanceAlertRequest: {
            /** @description Below which balance, decimal text; null for never. */
            below?: string | null;
        };
        /**
         * @description How an organization pays; what is left out stays.
         * @example {
         *       "currency": "KES",
         *       "mode": "prepaid",
         *       "refund": "failed"
         *     }
         */
        BalanceTermsRequest: {
            /** @description Below which balance there is a warning, decimal text; null for never. */
            alertBelow?: string | null;
            /** @description How far below zero it may go, decimal text. */
            creditLimit?: string | null;
            /** @description The balance's currency, or three letters of your own for credits; needed the first time, fixed afterwards. */
            currency?: string | null;
            /** @description `prepaid` or `unlimited`. */
            mode?: string | null;
            /** @description What is given back for messages that were taken and did not arrive: `none`, `failed` or `failed_and_expired`. */
            refund?: string | null;
        };
        /** @description A batch with the faults of its rows. */
        Batch: components["schemas"]["BatchSummary"] & {
            /** @description Refused, repeated and remarked rows, by row; at most 1,000. */
            faults: components["schemas"]["RowFault"][];
            /** @description Whether there are more: ask with `faultsAfter` = `nextFaultsAfter`. */
            moreFaults: boolean;
            /**
             * Format: int64
             * @description The last row in `faults`, when there are more.
             */
            nextFaultsAfter?: number | null;
            /**
             * Format: date-time
             * @description When its messages are due, if they wait for a time; in the answer to the send only.
             */
            scheduledAt?: string | null;
        };
        /** @description A page of batches. */
        BatchList: {
            /** @description Newest first. */
            batches: components["schemas"]["BatchSummary"][];
            /** @description Give it as `cursor` for the next page; absent at the end. */
            nextCursor?: string | null;
        };
        /** @description A batch: its state and counts. */
        BatchSummary: {
            /**
             * Format: int64
             * @description Rows accepted as messages.
             */
            accepted: number;
            /**
             * @description Its id.
             * @example bat_01k9zv0d3s8ra
             */
            batchId: string;
            /**
             * Format: date-time
             * @description When it was created.
             */
            createdAt: string;
            /**
             * Format: int64
             * @description Rows left out because they repeat an earlier one.
             */
            duplicates: number;
            /** @description Why it failed as a whole; what was accepted stays accepted. */
            failure?: string | null;
            /**
             * Format: date-time
             * @description When its last row was taken.
             */
            finishedAt?: string | null;
            /**
             * Format: int64
             * @description Rows refused.
             */
            refused: number;
            /**
             * Format: int64
             * @description The last row taken so far.
             */
            row: number;
            /**
             * @description `RUNNING` while rows remain to be taken, `DONE`, or `FAILED` when the file cannot be read any further.
             * @example DONE
             */
            status: string;
            /** @description Set where a test key asked for it: its messages go to a simulated carrier and cost nothing. */
            test?: boolean;
            /**
             * Format: int64
             * @description Rows in it, when known.
             */
            totalRecipients?: number | null;
        };
        /** @description A file of recipients with one template. */
        BulkForm: {
            /** @description The template, with the file's headers as variables: `Dear {{student_name}}`. */
            body: string | null;
            /** @description Where final states are posted. */
            callbackUrl?: string | null;
            /** @description Your own word for what it is, such as `fees`, at most 64 characters; routes may look at it. */
            category?: string | null;
            class?: components["schemas"]["MessageClass"] | null;
            dedupe?: components["schemas"]["Dedupe"] | null;
            /**
             * Format: binary
             * @description CSV or TXT, at most 64 MiB and 2,000,000 rows.
             */
            file: string;
            /** @description The sender; the provider's own when absent. */
            from?: string | null;
            /** @description `true` replaces typographic look-alikes (curly quotes, dashes) so that the texts fit GSM-7. */
            gsm7Rewrite?: boolean | null;
            /** @description At most 128 characters: the same key and request get the first answer again. Kept for 24 hours. */
            idempotencyKey?: string | null;
            /** @description The column of numbers: its header, or `#3` by position; found by itself when absent. */
            phoneColumn?: string | null;
            /** @description A provider's name or id: sends through it and no other. */
            provider?: string | null;
            /** @description Region of numbers without `+`, ISO 3166-1; the organization's when absent. */
            region?: string | null;
            /**
             * Format: date-time
             * @description Not before this time, RFC 3339, at most 400 days ahead.
             */
            scheduledAt?: string | null;
            /**
             * @description The unit that they belong to; where you are limited to one, that one when absent.
             * @example unt_01k9zv0d3s8ra
             */
            unit?: string | null;
            /**
             * Format: int64
             * @description How long the messages stay worth sending; the organization's validity when absent.
             */
            validitySeconds?: number | null;
        };
        /**
         * @description Many messages with one template.
         * @example {
         *       "body": "Dear {{name|parent}}, the fee of Rs {{amount}} is due.",
         *       "recipients": [
         *         {
         *           "to": "+923001234567",
         *           "variables": {
         *             "amount": "5000",
         *             "name": "Ali"
         *           }
         *         },
         *         {
         *           "to": "+923009876543",
         *           "variables": {
         *             "amount": "7500",
         *             "name": "Sara"
         *           }
         *         }
         *       ]
         *     }
         */
        BulkRequest: {
            /** @description The template: `{{name}}`, with a default `{{name|there}}`. */
            body: string;
            /** @description Where final states are posted. */
            callbackUrl?: string | null;
            /** @description Your own word for what it is, such as `fees`, at most 64 characters; routes may look at it. */
            category?: string | null;
            class?: components["schemas"]["MessageClass"] | null;
            dedupe?: components["schemas"]["Dedupe"] | null;
            /** @description The sender; the provider's own when absent. */
            from?: string | null;
            /** @description Replaces typographic look-alikes (curly quotes, dashes) so that the texts fit GSM-7. */
            gsm7Rewrite?: boolean;
            /** @description At most 128 characters: the same key and request get the first answer again. Kept for 24 hours. */
            idempotencyKey?: string | null;
            /** @description Any JSON object of at most 4,096 bytes; kept with every message. */
            metadata?: Record<string, never> | null;
            onInvalid?: components["schemas"]["OnInvalid"] | null;
            /** @description A provider's name or id: sends through it and no other. */
            provider?: string | null;
            /** @description At most 10,000. */
            recipients: components["schemas"]["Recipient"][];
            /** @description Region of numbers without `+`, ISO 3166-1; the organization's when absent. */
            region?: string | null;
            /**
             * Format: date-time
             * @description Not before this time, RFC 3339, at most 400 days ahead.
             */
            scheduledAt?: string | null;
            /**
             * @description The unit that they belong to; where you are limited to one, that one when absent.
             * @example unt_01k9zv0d3s8ra
             */
            unit?: string | null;
            /**
             * Format: int64
             * @description How long the messages stay worth sending; the organization's validity when absent.
             */
            validitySeconds?: number | null;
        };
        /** @description What callbacks are signed with. */
        CallbackSecret: {
            /**
             * @description `whsec_` and base64; what a library for Standard Webhooks takes.
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
             */
            secret: string;
        };
        /** @description What a carrier says is left. */
        CarrierBalance: {
            /**
             * Format: date-time
             * @description When it was asked.
             */
            askedAt: string;
            balance?: components["schemas"]["Cost"] | null;
            /** @description Its name. */
            name: string;
            /**
             * @description The provider.
             * @example prv_01k9zv0d3s8ra
             */
            providerId: string;
        };
        /** @description What a provider can do for your messages now, and the one thing that stops it from doing more. */
        Ceiling: components["schemas"]["CeilingFigures"] & {
            /**
             * @description `noWork`, `inactive`, `health`, `pause`, `pausedOrganizations`, `rate`, `systemRate`, `window`, `database`, or
             *     `nothing` where it goes as fast as messages come.
             * @example window
             */
            cappedBy: string;
            /**
             * @description `HEALTHY`, `DEGRADED`, `DOWN` or `UNKNOWN`.
             * @example HEALTHY
             */
            health: string;
            /**
             * Format: int64
             * @description How long your messages are paused on it still, ms; null where they are not.
             */
            pausedMs?: number | null;
            /**
             * Format: int64
             * @description Your messages that wait for it, retries included.
             */
            waiting: number;
            /** @description In words; of a provider of your own with the figures. */
            why: string;
        };
        /** @description What is true of all that goes through a provider, on the node that answers; absent of a shared one. */
        CeilingFigures: {
            /**
             * Format: double
             * @description How long the mark before each hand-over takes in the database, ms on average.
             */
            beginMs?: number | null;
            /** @description Messages that wait in this node's memory. */
            inMemory?: number;
            /** @description Writes that wait for the database. */
            journalDepth?: number;
            /**
             * Format: double
             * @description How long the carrier takes for an answer, ms on average.
             */
            latencyMs?: number | null;
            /** @description Messages handed over and not answered yet. */
            open?: number;
            /** @description Organizations that are paused on it. */
            pausedOrganizations?: number;
            /** @description Senders that are paused on it. */
            pausedSenders?: number;
            /**
             * Format: double
             * @description Messages a second that go through it now.
             */
            perSecond?: number;
            /**
             * Format: double
             * @description Messages a second that its rate allows now; null for no limit.
             */
            ratePerSecond?: number | null;
            /** @description Whether that is less than configured, because the carrier asked for patience. */
            slowed?: boolean;
            /** @description Messages handed over and not answered yet, at most. */
            window?: number;
            /**
             * Format: double
             * @description Messages a second that the window and the carrier's latency allow.
             */
            windowPerSecond?: number | null;
        };
        /**
         * @description What somebody is to pay.
         * @example {
         *       "amount": "500.00",
         *       "currency": "KES"
         *     }
         */
        CheckoutRequest: {
            /** @description How much, decimal text. */
            amount: string;
            /** @description Where the payer goes who gives up; `successUrl` when absent. */
            cancelUrl?: string | null;
            /** @description The balance's currency. */
            currency: string;
            /** @description Where the payer goes afterwards; this server's public address when absent. */
            successUrl?: string | null;
        };
        /** @description A page to pay on. */
        CheckoutResponse: {
            /** @description The top-up that waits for it. */
            topUp: components["schemas"]["TopUp"];
            /** @description Where it is: send the payer there. */
            url: string;
        };
        /** @description The proof that an app shows the right codes. */
        ConfirmRequest: {
            /** @description The code that the app shows. */
            code: string;
            /** @description What the beginning answered. */
            ticket: string;
        };
        /** @description An amount of money. */
        Cost: {
            /**
             * @description A decimal number with two to six decimals.
             * @example 0.50
             */
            amount: string;
            /**
             * @description ISO 4217.
             * @example PKR
             */
            currency: string;
        };
        /** @description The route that decided, named as it was then. */
        DecidingRoute: {
            /** @description Its name. */
            name: string;
            /**
             * @description Its id.
             * @example rte_01k9zv0d3s8ra
             */
            routeId: string;
        };
        /** @description Which way a message goes, and why. */
        Decision: {
            /**
             * @description How the order came about: `listed`, `weighted`, `leastCost`; `rank` where no route fits; `forced` where the
             *     request named the provider, without failover.
             * @example weighted
             */
            by: string;
            /** @description The providers in order, the chosen one first, the others for failover. */
            order: components["schemas"]["DecisionProvider"][];
            /** @description Those that were not taken into the order. */
            passedOver: components["schemas"]["PassedOverProvider"][];
            route?: components["schemas"]["DecidingRoute"] | null;
        };
        /** @description A provider in the order. */
        DecisionProvider: {
            /** @description Its name. */
            name: string;
            /**
             * @description Its id.
             * @example prv_01k9zv0d3s8ra
             */
            providerId: string;
        };
        /**
         * @description What counts as a duplicate inside one batch.
         * @enum {string}
         */
        Dedupe: "text" | "number";
        /** @description One try to tell an event. */
        Delivery: {
            /**
             * Format: int32
             * @description Which try, from 1; 0 for a test.
             */
            attempt: number;
            /**
             * Format: date-time
             * @description When it began.
             */
            createdAt: string;
            /**
             * @description Its id.
             * @example dlv_01k9zv0d3s8ra
             */
            deliveryId: string;
            /** @description Why there was no answer. */
            error?: string | null;
            /**
             * @description The event's id, which receivers get as `webhook-id`: the same for all tries.
             * @example evt_01k9zv0d3s8ra
             */
            eventId: string;
            /**
             * @description What was told.
             * @example message.delivered
             */
            eventType: string;
            /**
             * Format: int32
             * @description The status that the receiver answered; null where there was no answer.
             */
            httpStatus?: number | null;
            /**
             * Format: int64
             * @description How long it took, ms.
             */
            latencyMs: number;
            /** @description The message that it is about. */
            messageId?: string | null;
            /**
             * @description `TAKEN`, `RETRIED` (it is tried again), `GIVEN_UP`, or `REPLAYED` (given up, and told again since).
             * @example TAKEN
             */
            outcome: string;
            /** @description What was told; null where the message is gone. */
            payload?: Record<string, never> | null;
            /**
             * @description Whether the payload is the one that was sent. Of many successes in a short time only the first are kept whole;
             *     the others show their message as it stands now.
             */
            payloadKept: boolean;
            /** @description The beginning of the answer, at most 1,024 bytes; of successes, where the body was kept too. */
            responseBody?: string | null;
            /** @description Whether it was taken. */
            success: boolean;
            /** @description Where it was posted, where that was kept. */
            url?: string | null;
        };
        /** @description A page of tries. */
        DeliveryList: {
            /** @description Newest first. */
            deliveries: components["schemas"]["Delivery"][];
            /** @description The most tries a page has. */
            limit: number;
            /** @description Give it as `cursor` for the next page; absent at the end. */
            nextCursor?: string | null;
        };
        /** @description A refusal in either shape. */
        EitherError: components["schemas"]["Error"] | components["schemas"]["WebappRefusal"];
        /** @description Sessions that ended. */
        EndedSessions: {
            /**
             * Format: int64
             * @description How many.
             */
            ended: number;
        };
        /** @description What an app needs to show codes. */
        Enrolment: {
            /**
             * @description The same for an app that takes addresses.
             * @example otpauth://totp/Tuma:amina%40example.org?secret=…&issuer=Tuma
             */
            otpauthUrl: string;
            /** @description The address as a QR code, an SVG picture. */
            qrSvg: string;
            /**
             * @description The secret, to be typed into an app.
             * @example JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP
             */
            secret: string;
            /** @description To be given back with the first code, within a quarter of an hour. */
            ticket: string;
        };
        /** @description Who begins to enrol. */
        EnrolRequest: {
            /** @description Your password. */
            password: string;
        };
        /**
         * @description A refusal.
         * @example {
         *       "error": {
         *         "code": "INVALID_REQUEST",
         *         "details": [
         *           {
         *             "fault": "is not a known field",
         *             "field": "scheduled_at",
         *             "mend": "did you mean scheduledAt?"
         *           }
         *         ],
         *         "message": "scheduled_at: is not a known field (did you mean scheduledAt?)"
         *       },
         *       "metadata": {
         *         "durationMs": 1,
         *         "requestId": "req_00d7f1c2a8400000"
         *       },
         *       "success": false,
         *       "timestamp": "2026-02-15T10:30:00.000Z"
         *     }
         */
        Error: {
            /**
             * @description What exists in spite of the refusal: `first`, the first answer to the same idempotency key; or the id of the
             *     message that was stored as REJECTED; or the `limit` that is used up.
             */
            data?: Record<string, never> | null;
            /** @description What was refused and why. */
            error: components["schemas"]["ErrorView"];
            /** @description About the request. */
            metadata: components["schemas"]["AnswerMetadata"];
            /** @description Always false. */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             */
            timestamp: string;
        };
        /** @description What was refused and why. */
        ErrorView: {
            /**
             * @description Stable: `INVALID_REQUEST`, `UNAUTHENTICATED`, `FORBIDDEN`, `NOT_FOUND`, `METHOD_NOT_ALLOWED`, `REQUEST_TIMEOUT`,
             *     `INSUFFICIENT_FUNDS`, `TOO_LATE`, `IDEMPOTENCY_CONFLICT`, `PAYLOAD_TOO_LARGE`, `UNSUPPORTED_MEDIA_TYPE`,
             *     `OPTED_OUT`, `NO_PROVIDER`, `SECOND_FACTOR_REQUIRED`, `CODE_REQUIRED`, `ORGANIZATION_SUSPENDED`,
             *     `TOO_MANY_REQUESTS`, `INTERNAL`, `BUSY`, `UNAVAILABLE`.
             * @example INVALID_REQUEST
             */
            code: string;
            /** @description One for each value at fault. */
            details: components["schemas"]["Fault"][];
            /** @description For people. */
            message: string;
        };
        /** @description One step in a message's life. */
        Event: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description In words. */
            detail?: string | null;
            /**
             * @description A state, or `RETRY`, `PROVIDER_ERROR`, `UNKNOWN`, `HELD`, `REPORT`, `STOP_TOO_LATE`.
             * @example SUBMITTED
             */
            event: string;
            /** @description The carrier's own report. */
            metadata?: Record<string, never> | null;
            /**
             * @description The message's state after it.
             * @example SUBMITTED
             */
            status: string;
        };
        /** @description An event that is told again. */
        EventReplayed: {
            /**
             * @description Its id, which receivers get as `webhook-id`: the same as before.
             * @example evt_01k9zv0d3s8ra
             */
            eventId: string;
        };
        /**
         * @description A message that nobody sends.
         * @example {
         *       "class": "otp",
         *       "to": "+254712345678"
         *     }
         */
        ExplainRequest: {
            /** @description The caller's own word for what it is. */
            category?: string | null;
            class?: components["schemas"]["MessageClass"] | null;
            /** @description The sender. */
            from?: string | null;
            /** @description A provider's name, kind or id. */
            provider?: string | null;
            /** @description Region of a number without `+`, ISO 3166-1; the organization's when absent. */
            region?: string | null;
            /** @description The number: E.164, or as it is dialled in `region`. */
            to: string;
        };
        /** @description What is wrong with one value. */
        Fault: {
            /**
             * @description What is wrong; numbers are masked.
             * @example is too short for a number in KE
             */
            fault: string;
            /**
             * @description Its path, such as `recipients[3].to`.
             * @example to
             */
            field: string;
            /**
             * @description How to mend it.
             * @example write it as +254712345678
             */
            mend: string;
        };
        /** @description That a mail goes out, if there is an account. */
        Forgot: {
            /** @description Always true, whether there is an account or not. */
            mailedIfKnown: boolean;
        };
        /** @description Whose password is forgotten. */
        ForgotRequest: {
            /** @description Your address. */
            email: string;
        };
        /** @description A phone. */
        Handset: {
            /** @description The newest. */
            last: components["schemas"]["HandsetMessage"];
            /** @description Messages on it, as far as they are remembered; another organization's count too. */
            messages: number;
            /**
             * @description Its number, E.164.
             * @example +254722000111
             */
            number: string;
        };
        /** @description A message on a phone. */
        HandsetMessage: {
            /**
             * Format: date-time
             * @description When it arrived.
             */
            arrivedAt: string;
            /** @description The text. */
            body: string;
            /** @description Who it shows as sender. */
            from?: string | null;
            /**
             * @description The message's id.
             * @example msg_01k9zv0d3s8ra
             */
            messageId: string;
        };
        /** @description What is on one phone. */
        HandsetMessages: {
            /** @description Newest first. */
            messages: components["schemas"]["HandsetMessage"][];
        };
        /** @description The phones. */
        Handsets: {
            /** @description The one with the newest message first. */
            handsets: components["schemas"]["Handset"][];
        };
        /**
         * @description A text from a phone.
         * @example {
         *       "body": "STOP",
         *       "to": "20880"
         *     }
         */
        HandsetText: {
            /** @description The text. */
            body: string;
            /** @description The number, shortcode or sender it is written to. */
            to: string;
        };
        /** @description The inbound message. */
        HandsetTextResponse: {
            /**
             * @description Its id; it is in `GET /api/sms/inbox`.
             * @example msg_01k9zv0d3s8ra
             */
            messageId: string;
        };
        /** @description A change of a provider's health. */
        HealthChange: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /**
             * @description How it was.
             * @example HEALTHY
             */
            from: string;
            /**
             * Format: int32
             * @description Which node saw it.
             */
            node: number;
            /** @description Why; null of a shared provider. */
            reason?: string | null;
            /**
             * @description How it has been since: `HEALTHY`, `DEGRADED` or `DOWN`.
             * @example DOWN
             */
            status: string;
        };
        /** @description A page of changes. */
        HealthChangeList: {
            /** @description Newest first. */
            changes: components["schemas"]["HealthChange"][];
            /** @description Give it as `cursor` for the next page; absent at the end. */
            nextCursor?: string | null;
        };
        /** @description How the process is. */
        HealthView: {
            /** @description It works; when not, it should be started again. */
            live: boolean;
            /** @description It can accept messages now. */
            ready: boolean;
        };
        /** @description A page of inbound messages. */
        InboxList: {
            /** @description The most messages a page has. */
            limit: number;
            /** @description Newest first. */
            messages: components["schemas"]["Message"][];
            /** @description Give it as `cursor` for the next page; absent at the end. */
            nextCursor?: string | null;
        };
        /** @description An open invitation; what was mailed is in no answer. */
        Invitation: {
            /**
             * Format: date-time
             * @description When.
             */
            createdAt: string;
            /** @description Who is invited. */
            email: string;
            /**
             * Format: date-time
             * @description Until when it can be taken up.
             */
            expiresAt: string;
            /**
             * @description Its id.
             * @example inv_01k9zv0d3s8ra
             */
            invitationId: string;
            /** @description The person who invited; null for a key or the operator. */
            invitedBy?: string | null;
            /**
             * @description As what.
             * @example operator
             */
            role: string;
        };
        /** @description Open invitations. */
        InvitationList: {
            /** @description Newest first. */
            invitations: components["schemas"]["Invitation"][];
        };
        /** @description The token of the mail. */
        InvitationTokenRequest: {
            /** @description What follows `#` in the link. */
            token: string;
        };
        /** @description What somebody is invited to. */
        InvitedTo: {
            /** @description Under which address. */
            email: string;
            /**
             * Format: date-time
             * @description Until when.
             */
            expiresAt: string;
            /** @description Whether there is an account under that address: then nothing but the token is needed. */
            hasAccount: boolean;
            /** @description The organization's name. */
            organization: string;
            /**
             * @description As what.
             * @example operator
             */
            role: string;
            /** @description Its short name, to sign in with. */
            slug: string;
        };
        /**
         * @description Whom to invite.
         * @example {
         *       "email": "baraka@example.org",
         *       "role": "operator"
         *     }
         */
        InviteRequest: {
            /** @description The address that is mailed. */
            email: string;
            /** @description `owner`, `org_admin`, `operator`, `technician`, `customer_service` or `viewer`; not more than your own. */
            role: string;
        };
        /** @description One issuer. */
        Issuer: {
            /**
             * @description Its name in paths.
             * @example google
             */
            name: string;
            /**
             * @description Where a browser goes to sign in there.
             * @example /api/auth/issuers/google/start
             */
            startPath: string;
            /**
             * @description Its name for people.
             * @example Google
             */
            title: string;
        };
        /**
         * @description The code of somebody who came back from an issuer.
         * @example {
         *       "code": "123456"
         *     }
         */
        IssuerCodeRequest: {
            /** @description The code that your app shows, or a recovery code. */
            code: string;
        };
        /** @description Where one can sign in. */
        Issuers: {
            /** @description OpenID Connect issuers, in the order of the configuration. */
            issuers: components["schemas"]["Issuer"][];
        };
        /** @description One entry of the ledger. */
        LedgerEntry: {
            /**
             * Format: date-time
             * @description When it was written.
             */
            at: string;
            /** @description The batch that it holds money for. */
            batchId?: string | null;
            /**
             * @description Its id.
             * @example ldg_01k9zv0d3s8ra
             */
            entryId: string;
            /**
             * @description `RESERVE`, `SPEND`, `RELEASE`, `REFUND`, `INBOUND`, `TOP_UP` or `ADJUSTMENT`.
             * @example RESERVE
             */
            kind: string;
            /**
             * Format: int64
             * @description How many messages it is about.
             */
            messages: number;
            /** @description What it adds to each account. */
            movement: components["schemas"]["Movement"];
            /** @description Why, where a person did it. */
            note?: string | null;
            /**
             * Format: int64
             * @description Their segments.
             */
            segments: number;
            /** @description The top-up that it is. */
            topUpId?: string | null;
        };
        /** @description A page of the ledger. */
        LedgerList: {
            /**
             * @description The ledger's currency; null where there never was a balance.
             * @example KES
             */
            currency?: string | null;
            /** @description Newest first. */
            entries: components["schemas"]["LedgerEntry"][];
            /** @description Give it as `cursor` for the next page; absent at the end. */
            nextCursor?: string | null;
        };
        /** @description One limit. */
        Limit: {
            /**
             * @description `requests`, or `recipients`: messages that were accepted.
             * @example requests
             */
            counts: string;
            /**
             * @description `api_key`, `user` or `organization`.
             * @example api_key
             */
            layer: string;
            /**
             * @description `minute` (any sixty seconds) or `day` (UTC).
             * @example minute
             */
            per: string;
            /**
             * Format: int32
             * @description How many may still come; this request is counted.
             * @example 45
             */
            remaining: number;
            /**
             * Format: date-time
             * @description When more may come.
             */
            resetAt: string;
            /**
             * Format: int32
             * @description How many may come.
             * @example 60
             */
            size: number;
        };
        /** @description Every limit that holds for the caller. */
        Limits: {
            /** @description The key's (or person's) own and the organization's; a span without a limit is left out. */
            limits: components["schemas"]["Limit"][];
        };
        /** @description A person, its session, and what it may do where the session is. */
        Me: {
            /** @description What a browser sends as `X-CSRF-Token` with every change. */
            csrfToken: string;
            organization?: components["schemas"]["Place"] | null;
            /** @description Where you belong. */
            organizations: components["schemas"]["Place"][];
            /** @description What you may do there, such as `messages:send`. */
            permissions: string[];
            /** @description Whether that organization lets you in only once you have enrolled a second factor. */
            secondFactorMissing: boolean;
            /** @description The session that you call with. */
            session: components["schemas"]["Session"];
            /** @description The units that you are limited to there, with those below; null where you have the whole organization. */
            unitIds?: string[] | null;
            /** @description Who you are. */
            user: components["schemas"]["User"];
        };
        /** @description A member. */
        Member: {
            /** @description Whether it may sign in at all. */
            active: boolean;
            /** @description Its address. */
            email: string;
            /**
             * Format: date-time
             * @description When it last signed in.
             */
            lastSignInAt?: string | null;
            /** @description How it is called. */
            name: string;
            /**
             * @description What it may do here.
             * @example operator
             */
            role: string;
            /** @description Whether it has a second factor. */
            secondFactor: boolean;
            /**
             * Format: date-time
             * @description Since when it belongs to the organization.
             */
            since: string;
            /**
             * @description The person.
             * @example usr_01k9zv0d3s8ra
             */
            userId: string;
        };
        /** @description A message. */
        Message: {
            /**
             * Format: int32
             * @description Attempts made.
             */
            attempts: number;
            /** @description The batch it came in. */
            batchId?: string | null;
            /**
             * Format: int64
             * @description Its row in the batch, from 1.
             */
            batchRow?: number | null;
            /** @description The text. */
            body: string;
            /** @description Where its final state is posted. */
            callbackUrl?: string | null;
            /** @description What it is for. */
            class: components["schemas"]["MessageClass"];
            /** @description What it costs. */
            cost: components["schemas"]["Cost"];
            /**
             * @description The phone's country, ISO 3166-1, or `ZZ`.
             * @example PK
             */
            country: string;
            /** @description Why it ended, or what it waits for. */
            detail?: string | null;
            /**
             * @description `OUTBOUND` or `INBOUND`.
             * @example OUTBOUND
             */
            direction: string;
            /**
             * @description `GSM-7` or `UCS-2`.
             * @example GSM-7
             */
            encoding: string;
            /**
             * Format: date-time
             * @description When it ended.
             */
            endedAt?: string | null;
            /** @description The carrier's last error code. */
            errorCode?: string | null;
            /**
             * Format: date-time
             * @description When its validity ends.
             */
            expiresAt: string;
            /**
             * @description The sender, if one was chosen; of an inbound message, the phone, masked (`+923•••••567`) for callers who may not
             *     see whole numbers.
             */
            from?: string | null;
            /** @description Whether it waits because nobody can tell whether the carrier took it. */
            held: boolean;
            /**
             * @description Its id.
             * @example msg_01k9zv0d3s8ra
             */
            messageId: string;
            /** @description The caller's own JSON. */
            metadata?: Record<string, never> | null;
            /** @description The provider's name. */
            provider?: string | null;
            /** @description The carrier's id of its first segment. */
            providerMsgId?: string | null;
            /** @description The carrier's ids, one a segment where it gives several. */
            providerMsgIds: string[];
            /**
             * Format: date-time
             * @description When it was accepted; of an inbound message, when it came.
             */
            queuedAt: string;
            /**
             * Format: date-time
             * @description When it is or was due, if it waited for a time.
             */
            scheduledAt?: string | null;
            /**
             * Format: int32
             * @description Segments it takes.
             */
            segments: number;
            /**
             * @description `SCHEDULED`, `QUEUED`, `SUBMITTED`, `SENT`, `DELIVERED`, `FAILED`, `REJECTED`, `EXPIRED`, `CANCELLED`, `RECEIVED`.
             * @example DELIVERED
             */
            status: string;
            /**
             * Format: date-time
             * @description When the carrier took it.
             */
            submittedAt?: string | null;
            /** @description Set where a test key sent it: it went to a simulated carrier and cost nothing. */
            test?: boolean;
            /**
             * @description The number in E.164, masked (`+923•••••567`) for callers who may not see whole numbers; of an inbound message, the
             *     number or shortcode that it was sent to.
             * @example +923001234567
             */
            to: string;
            /** @description The unit that it belongs to. */
            unitId?: string | null;
        };
        /**
         * @description What a message is for: sets its priority.
         * @enum {string}
         */
        MessageClass: "otp" | "transactional" | "promotional";
        /** @description A page of messages. */
        MessageList: {
            /** @description The most messages a page has. */
            limit: number;
            /** @description Newest first. */
            messages: components["schemas"]["Message"][];
            /** @description Give it as `cursor` for the next page; absent at the end. */
            nextCursor?: string | null;
            /** @description The page's number, unless a cursor was given. */
            page?: number | null;
            /**
             * Format: int64
             * @description How many messages match in all, where that is known without counting.
             */
            total?: number | null;
            /** @description Set when `total` is not known and there are more than were shown so far. */
            totalIsMore: boolean;
            /**
             * @description Messages by status, of the same direction and time (taken to whole quarter hours) whatever the status asked for;
             *     absent with a cursor, `phone`, `with`, `batchId` or `unit`.
             */
            totals?: {
                [key: string]: components["schemas"]["StatusTotal"];
            } | null;
        };
        /** @description A message with its timeline. */
        MessageStatus: components["schemas"]["Message"] & {
            decision?: components["schemas"]["Decision"] | null;
            /** @description What happened to it, oldest first. */
            timeline: components["schemas"]["Event"][];
        };
        /** @description What an entry adds to each account; the sum of all four is zero. */
        Movement: {
            /**
             * @description What can be sent with.
             * @example -16.00
             */
            available: string;
            /**
             * @description Where it came from.
             * @example 0.00
             */
            funding: string;
            /**
             * @description What is held.
             * @example 16.00
             */
            reserved: string;
            /**
             * @description What was taken.
             * @example 0.00
             */
            spent: string;
        };
        /** @description From where an organization may be called. */
        Networks: {
            /**
             * @description Those that are let in; everybody where there are none.
             * @example [
             *       "203.0.113.0/24",
             *       "2001:db8::/32"
             *     ]
             */
            allow: string[];
            /**
             * @description Those that are not let in, whatever `allow` says.
             * @example [
             *       "203.0.113.9"
             *     ]
             */
            deny: string[];
            /**
             * Format: date-time
             * @description When the limits or networks of the organization were last changed.
             */
            updatedAt?: string | null;
            /** @description The address that this request came from, as the server sees it. */
            yourAddress?: string | null;
        };
        /**
         * @description From where the organization may be called. A list that is left out stays as it is.
         * @example {
         *       "allow": [
         *         "203.0.113.0/24",
         *         "2001:db8::/32"
         *       ],
         *       "deny": [
         *         "203.0.113.9"
         *       ]
         *     }
         */
        NetworksRequest: {
            /** @description Addresses and networks that are let in, 100 at most; everybody where there are none. */
            allow?: string[] | null;
            /** @description Addresses and networks that are not, 100 at most. */
            deny?: string[] | null;
        };
        /** @description A character outside GSM-7. */
        OffendingCharacter: {
            /** @description The character itself. */
            character: string;
            /**
             * @description Its code point, since some cannot be seen.
             * @example U+2019
             */
            codePoint: string;
        };
        /**
         * @description What a bulk call does with bad recipients.
         * @enum {string}
         */
        OnInvalid: "accept" | "reject";
        /** @description An organization. */
        Organization: {
            /** @description Whether it sends from approved sender IDs only. */
            approvedSendersOnly: boolean;
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            /** @description What it has. */
            has: components["schemas"]["OrganizationCounts"];
            /**
             * Format: int32
             * @description The most segments a message may take.
             */
            maxSegments: number;
            /** @description Its name. */
            name: string;
            /**
             * @description Its id.
             * @example org_01k9zv0d3s8ra
             */
            organizationId: string;
            /** @description How much it may have. */
            quotas: components["schemas"]["Quotas"];
            /**
             * @description Region of numbers without `+`, ISO 3166-1.
             * @example KE
             */
            region: string;
            /**
             * @description Its short name.
             * @example green-valley
             */
            slug: string;
            suspended?: components["schemas"]["Suspension"] | null;
            /**
             * @description The time zone that its days and hours are cut by.
             * @example Asia/Karachi
             */
            timeZone: string;
            /** @description What happens where nobody can tell whether a carrier took a message: `resend` or `hold`; null where its class says. */
            unknownPolicy?: string | null;
            /**
             * Format: int64
             * @description How long a message stays worth sending.
             */
            validitySeconds: number;
        };
        /**
         * @description What is to change of an organization.
         * @example {
         *       "approvedSendersOnly": true,
         *       "name": "Green Valley Schools"
         *     }
         */
        OrganizationChange: {
            /** @description Whether it sends from approved sender IDs only. */
            approvedSendersOnly?: boolean | null;
            /** @description Its name, at most 100 characters. */
            name?: string | null;
        };
        /** @description What an organization has. */
        OrganizationCounts: {
            /**
             * Format: int64
             * @description API keys that are neither revoked nor expired.
             */
            keys: number;
            /**
             * Format: int64
             * @description Providers of its own.
             */
            providers: number;
            /**
             * Format: int64
             * @description Members.
             */
            users: number;
        };
        /** @description An organization's own limits; null where the platform's holds. */
        OrganizationLimits: {
            /** Format: int32 */
            perDay?: number | null;
            /** Format: int32 */
            perMinute?: number | null;
            /** Format: int32 */
            recipientsPerDay?: number | null;
        };
        /**
         * @description What is to change of an organization's limits. What is left out stays; null goes back to the platform's; 0 is none.
         * @example {
         *       "perMinute": 600,
         *       "recipientsPerDay": 50000
         *     }
         */
        OrganizationLimitsRequest: {
            /**
             * Format: int32
             * @description Requests in a day, 0 to 1,000,000,000.
             */
            perDay?: number | null;
            /**
             * Format: int32
             * @description Requests in a minute, 0 to 1,000,000,000.
             */
            perMinute?: number | null;
            /**
             * Format: int32
             * @description Messages accepted in a day, 0 to 1,000,000,000.
             */
            recipientsPerDay?: number | null;
        };
        /** @description A page of organizations. */
        OrganizationList: {
            /** @description Give it as `cursor` for the next page; absent at the end. */
            nextCursor?: string | null;
            /** @description By slug. */
            organizations: components["schemas"]["Organization"][];
        };
        /**
         * @description An organization to be made.
         * @example {
         *       "name": "Green Valley School",
         *       "region": "PK",
         *       "slug": "green-valley"
         *     }
         */
        OrganizationRequest: {
            /**
             * Format: int32
             * @description The most segments a message may take, 1 to 255; 10 when absent.
             */
            maxSegments?: number | null;
            /** @description Its name, at most 100 characters. */
            name: string;
            /** @description Region of numbers without `+`, ISO 3166-1. */
            region: string;
            /** @description Its short name: 1 to 64 lower-case letters, digits and hyphens; nobody else's. */
            slug: string;
            /**
             * @description The time zone that its days and hours are cut by, a name of the IANA database; UTC when absent.
             * @example Asia/Karachi
             */
            timeZone?: string | null;
            /** @description What happens where nobody can tell whether a carrier took a message: `resend` or `hold`; by class when absent. */
            unknownPolicy?: string | null;
            /**
             * Format: int64
             * @description How long a message stays worth sending, at most 7 days; 48 hours when absent.
             */
            validitySeconds?: number | null;
        };
        /**
         * @description Whom to invite.
         * @example {
         *       "email": "amina@example.org"
         *     }
         */
        OwnerRequest: {
            /** @description The address that is mailed. */
            email: string;
        };
        /** @description A provider that was passed over. */
        PassedOverProvider: {
            /** @description Its name. */
            name: string;
            /**
             * @description Its id.
             * @example prv_01k9zv0d3s8ra
             */
            providerId: string;
            /**
             * @description Why.
             * @example it is DOWN
             */
            reason: string;
        };
        /** @description That a password was changed. */
        PasswordChanged: {
            /** @description Always true. */
            changed: boolean;
        };
        /** @description The old password and the new one. */
        PasswordRequest: {
            /** @description The one that you have. */
            currentPassword: string;
            /** @description The one that you want: at least ten characters that are not easily guessed. */
            newPassword: string;
        };
        /** @description An organization, and what a person is there. */
        Place: {
            /** @description Its name. */
            name: string;
            /**
             * @description Its id.
             * @example org_01k9zv0d3s8ra
             */
            organizationId: string;
            /**
             * @description Your role; null where you are there as system administrator alone.
             * @example org_admin
             */
            role?: string | null;
            /** @description Its short name. */
            slug: string;
            suspended?: components["schemas"]["Suspension"] | null;
        };
        /**
         * @description A text, alone or with rows for its variables.
         * @example {
         *       "body": "Dear {{name|parent}}, the fee of Rs {{amount}} is due.",
         *       "rows": [
         *         {
         *           "amount": "5000",
         *           "name": "Ali"
         *         },
         *         {
         *           "amount": "7500"
         *         }
         *       ]
         *     }
         */
        PreviewRequest: {
            /** @description The text or template. */
            body: string;
            /** @description Your own word for what it is, such as `fees`, for the route and with it the price. */
            category?: string | null;
            class?: components["schemas"]["MessageClass"] | null;
            /** @description The sender. */
            from?: string | null;
            /** @description Replaces typographic look-alikes so that the text fits GSM-7. */
            gsm7Rewrite?: boolean;
            /** @description A provider's name or id, for its price. */
            provider?: string | null;
            /** @description Values to render it with, at most 100 rows; rendered once without values when absent. */
            rows?: {
                [key: string]: string;
            }[];
            /** @description A number to price it for; one of the organization's own country when absent. */
            to?: string | null;
        };
        /** @description What the text would be and cost. */
        PreviewResponse: {
            /** @description Cost of all rows. */
            cost: components["schemas"]["Cost"];
            /** @description One a row. */
            rows: components["schemas"]["PreviewRow"][];
            /**
             * Format: int32
             * @description Segments of all rows.
             */
            segments: number;
            /** @description The template's variables. */
            variables: string[];
        };
        /** @description One rendered row. */
        PreviewRow: {
            /** @description What it would cost. */
            cost: components["schemas"]["Cost"];
            /** @description `GSM-7` or `UCS-2`. */
            encoding: string;
            fault?: components["schemas"]["Fault"] | null;
            /** @description The characters that force UCS-2. */
            offending: components["schemas"]["OffendingCharacter"][];
            /**
             * Format: int32
             * @description Segments it takes.
             */
            segments: number;
            /** @description The text as it would be sent. */
            text?: string | null;
            /**
             * Format: int32
             * @description Septets (GSM-7) or UTF-16 units (UCS-2) in it.
             */
            units: number;
            /**
             * Format: int32
             * @description Units left in its last segment.
             */
            unitsLeft: number;
        };
        /** @description A secret that still works beside the one that replaced it. */
        PreviousSecret: {
            /** @description What it starts with. */
            prefix: string;
            /**
             * Format: date-time
             * @description When it stops working.
             */
            until: string;
        };
        /** @description A price. */
        Price: {
            /**
             * @description A decimal number of at most six decimals, as text.
             * @example 0.80
             */
            amount: string;
            /**
             * @description ISO 4217.
             * @example KES
             */
            currency: string;
        };
        /** @description One line of a price list. */
        PriceLine: {
            class?: components["schemas"]["MessageClass"] | null;
            /**
             * @description `OUTBOUND` or `INBOUND`.
             * @example OUTBOUND
             */
            direction: string;
            /**
             * @description Whose list: `organization`, which goes first, or `platform`.
             * @example organization
             */
            list: string;
            /**
             * @description What the number begins with, digits; empty for every number.
             * @example 2547
             */
            prefix: string;
            /**
             * @description Its id.
             * @example prc_01k9zv0d3s8ra
             */
            priceId: string;
            /** @description What a segment costs. */
            pricePerSegment: components["schemas"]["Cost"];
            /** @description Through which provider; null for all. */
            providerId?: string | null;
            /**
             * Format: date-time
             * @description From when on.
             */
            validFrom: string;
            /**
             * Format: date-time
             * @description Until when, exclusive; null for good.
             */
            validUntil?: string | null;
        };
        /**
         * @description A line of a price list.
         * @example {
         *       "currency": "KES",
         *       "prefix": "2547",
         *       "price": "0.80"
         *     }
         */
        PriceLineRequest: {
            class?: components["schemas"]["MessageClass"] | null;
            /** @description Of which currency. */
            currency: string;
            /** @description `OUTBOUND` (when absent) or `INBOUND`. */
            direction?: string | null;
            /** @description What the number begins with, digits; every number when absent. */
            prefix?: string;
            /** @description What a segment costs, decimal text. */
            price: string;
            /** @description Through which provider; all when absent. */
            providerId?: string | null;
            /**
             * Format: date-time
             * @description From when on, RFC 3339; from now on when absent.
             */
            validFrom?: string | null;
            /**
             * Format: date-time
             * @description Until when, exclusive; for good when absent.
             */
            validUntil?: string | null;
        };
        /** @description A page of a price list. */
        PriceLines: {
            /** @description Give it as `cursor` for the next page; absent at the end. */
            nextCursor?: string | null;
            /** @description In the order in which they were made. */
            prices: components["schemas"]["PriceLine"][];
        };
        /** @description A line that is gone. */
        PriceRemoved: {
            /**
             * @description Its id.
             * @example prc_01k9zv0d3s8ra
             */
            priceId: string;
            /** @description Always true. */
            removed: boolean;
        };
        /**
         * @description Who sees whole phone numbers. Programs with an API key always do.
         * @enum {string}
         */
        Privacy: "masked" | "by_role" | "shown";
        /** @description A provider. */
        Provider: {
            /** @description Whether messages may be handed over to it. */
            active: boolean;
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            /** @description How it is now. */
            health: components["schemas"]["ProviderHealth"];
            /**
             * @description The adapter that speaks to the carrier.
             * @example africastalking
             */
            kind: string;
            /** @description Its name; `provider` in a send names it. */
            name: string;
            /** @description What a segment costs. */
            pricePerSegment: components["schemas"]["Cost"];
            /**
             * @description Its id.
             * @example prv_01k9zv0d3s8ra
             */
            providerId: string;
            /**
             * Format: int64
             * @description Its place where no route decides: lower goes first.
             */
            rank: number;
            /**
             * Format: int32
             * @description Messages a second; null for no limit.
             */
            ratePerSecond?: number | null;
            /** @description Whether the carrier gives delivery reports. */
            reports: boolean;
            /** @description The credentials that are set, by name; absent of a shared one. */
            secretsSet?: string[] | null;
            /** @description The settings of its kind without its credentials; absent of a shared one. */
            settings?: Record<string, never> | null;
            /** @description Whether it is the platform's own, for all organizations: it can be used and not changed. */
            shared: boolean;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updatedAt: string;
            /**
             * @description The path of its webhooks, with a token that nobody can guess; absent of a shared one.
             * @example /hooks/5f0c…
             */
            webhookPath?: string | null;
            /** @description The same as a whole URL to enter at the carrier; absent where the server does not know its public address. */
            webhookUrl?: string | null;
            /**
             * Format: int32
             * @description Messages handed over and not answered yet, at most.
             */
            window: number;
        };
        /** @description What a provider said when it was asked. */
        ProviderCheck: {
            balance?: components["schemas"]["Cost"] | null;
            /** @description Why not, in the carrier's words; of a shared provider, that it does not. */
            why?: string | null;
            /** @description Whether it can be reached and takes the credentials; null where only a message can tell. */
            works?: boolean | null;
        };
        /** @description How a provider is. */
        ProviderHealth: {
            /** @description Why; null where there is nothing to say, and of a shared provider. */
            reason?: string | null;
            /**
             * Format: date-time
             * @description Since when; null where nothing is known.
             */
            since?: string | null;
            /**
             * @description `HEALTHY`, `DEGRADED`, `DOWN` or `UNKNOWN`.
             * @example HEALTHY
             */
            status: string;
        };
        /** @description The providers that an organization may use. */
        ProviderList: {
            /** @description By rank. */
            providers: components["schemas"]["Provider"][];
        };
        /** @description A provider that is gone. */
        ProviderRemoved: {
            /**
             * @description Its id.
             * @example prv_01k9zv0d3s8ra
             */
            providerId: string;
            /** @description Always true. */
            removed: boolean;
        };
        /**
         * @description A provider. What is left out keeps its value; of a new one, it takes the value that is usual for its kind.
         * @example {
         *       "kind": "africastalking",
         *       "name": "at-kenya",
         *       "pricePerSegment": {
         *         "amount": "0.80",
         *         "currency": "KES"
         *       },
         *       "ratePerSecond": 30,
         *       "settings": {
         *         "apiKey": "atsk_…",
         *         "username": "sandbox"
         *       }
         *     }
         */
        ProviderRequest: {
            /** @description Whether messages may be handed over to it. */
            active?: boolean | null;
            /** @description The adapter, such as `twilio` or `smpp`; needed to make one, fixed afterwards. */
            kind?: string | null;
            /** @description At most 64 characters, unique among the organization's providers; the kind when absent. */
            name?: string | null;
            pricePerSegment?: components["schemas"]["Price"] | null;
            /**
             * Format: int64
             * @description Its place where no route decides, 0 to 1,000,000: lower goes first.
             */
            rank?: number | null;
            /**
             * Format: int32
             * @description Messages a second, 1 to 1,000,000; null for no limit.
             */
            ratePerSecond?: number | null;
            /** @description Whether the carrier gives delivery reports. */
            reports?: boolean | null;
            /**
             * @description What its kind asks for, credentials included; see `docs/carriers`. Given whole, but for credentials: one that is
             *     left out keeps its value.
             */
            settings?: Record<string, never> | null;
            /**
             * Format: int32
             * @description Messages handed over and not answered yet, 1 to 100,000.
             */
            window?: number | null;
        };
        /**
         * @description How to test a provider.
         * @example {
         *       "to": "+254712345678"
         *     }
         */
        ProviderTestRequest: {
            /** @description What the message says. */
            body?: string | null;
            /** @description A number to send a message to, which costs what it costs; without one the carrier is only asked. */
            to?: string | null;
        };
        /** @description How much an organization may have; null for no bound of its own. */
        Quotas: {
            /**
             * Format: int32
             * @description API keys that are neither revoked nor expired.
             */
            keys?: number | null;
            /**
             * Format: int32
             * @description Providers of its own; `limits.max_providers` of the configuration holds besides.
             */
            providers?: number | null;
            /**
             * Format: int32
             * @description Members.
             */
            users?: number | null;
        };
        /**
         * @description How much an organization may have. What is left out stays; null takes the bound away.
         * @example {
         *       "keys": 10,
         *       "providers": null,
         *       "users": 20
         *     }
         */
        QuotasRequest: {
            /**
             * Format: int32
             * @description API keys that are neither revoked nor expired, 0 to 1,000,000.
             */
            keys?: number | null;
            /**
             * Format: int32
             * @description Providers of its own, 0 to 1,000,000; `limits.max_providers` of the configuration holds besides.
             */
            providers?: number | null;
            /**
             * Format: int32
             * @description Members, 0 to 1,000,000.
             */
            users?: number | null;
        };
        /** @description One recipient. */
        Recipient: {
            /** @description The number: E.164, or as it is dialled in `region`. */
            to: string;
            /** @description Values for the template, as text. */
            variables?: {
                [key: string]: string;
            };
        };
        /** @description Codes for when the phone is lost; each is good once, and nobody can read them again. */
        RecoveryCodes: {
            /** @description Ten of them. */
            recoveryCodes: string[];
        };
        /** @description Who wants new recovery codes. */
        RecoveryCodesRequest: {
            /** @description A code of the app, or a recovery code. */
            code: string;
        };
        /**
         * @description Why a sender ID may not be used.
         * @example {
         *       "reason": "The name belongs to somebody else"
         *     }
         */
        RejectSenderRequest: {
            /** @description At most 500 characters; the organization's people read it. */
            reason: string;
        };
        /** @description Somebody who does not belong any more. */
        RemovedMember: {
            /** @description The person. */
            userId: string;
        };
        /** @description Who takes a second factor away. */
        RemoveSecondFactorRequest: {
            /** @description A code of the app, or a recovery code. */
            code: string;
            /** @description Your password. */
            password: string;
        };
        /** @description What is told again. */
        ReplayAnswer: {
            /** @description Events that wait to be told again. */
            events: number;
            /** @description Call again with it as `cursor` for the rest; absent at the end. */
            nextCursor?: string | null;
        };
        /**
         * @description What to tell again.
         * @example {
         *       "failedOnly": true,
         *       "from": "2026-03-01T00:00:00Z"
         *     }
         */
        ReplayRequest: {
            /** @description `nextCursor` of the call before. */
            cursor?: string | null;
            /** @description Only these events; all when absent. */
            events?: string[] | null;
            /** @description Only what was given up; when absent, what was taken too. */
            failedOnly?: boolean;
            /**
             * Format: date-time
             * @description Tried at or after.
             */
            from?: string | null;
            /**
             * Format: date-time
             * @description Tried before; now when absent.
             */
            until?: string | null;
        };
        /** @description A token and a new password. */
        ResetRequest: {
            /** @description The password that you want: at least ten characters that are not easily guessed. */
            password: string;
            /** @description What follows `#` in the link of the mail. */
            token: string;
        };
        /** @description Whose number it is, and the number. */
        RevealedNumber: {
            /**
             * @description The message's id.
             * @example msg_01k9zv0d3s8ra
             */
            messageId: string;
            /**
             * @description The phone that it went to or came from.
             * @example +923001234567
             */
            number: string;
        };
        /**
         * @description Another role.
         * @example {
         *       "role": "operator"
         *     }
         */
        RoleRequest: {
            /** @description `owner`, `org_admin`, `operator`, `technician`, `customer_service` or `viewer`. */
            role: string;
        };
        /**
         * @description How to rotate a key.
         * @example {
         *       "overlapSeconds": 86400
         *     }
         */
        RotateRequest: {
            /**
             * Format: int64
             * @description How long the old secret goes on to work, 0 to 2,592,000 (30 days); a day when absent.
             */
            overlapSeconds?: number | null;
        };
        /**
         * @description How to change a secret.
         * @example {
         *       "overlapSeconds": 86400
         *     }
         */
        RotateSecretRequest: {
            /**
             * Format: int32
             * @description How long requests have both signatures: 0 to 604,800; a day when absent.
             */
            overlapSeconds?: number | null;
        };
        /** @description A route. */
        Route: {
            /** @description Whether it is asked at all. */
            active: boolean;
            /** @description The message has one of these categories; none for any. */
            categories: string[];
            /** @description The message has one of these classes; none for any. */
            classes: components["schemas"]["MessageClass"][];
            /** @description The number's country is one of these; none for any. */
            countries: string[];
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            /** @description Its name. */
            name: string;
            /** @description How the providers are put in order. */
            order: components["schemas"]["RouteOrder"];
            /** @description The number begins with one of these; none for any. */
            prefixes: string[];
            /** @description Where it goes. */
            providers: components["schemas"]["RouteProvider"][];
            /**
             * Format: int64
             * @description Lower is asked first.
             */
            rank: number;
            /**
             * @description Its id.
             * @example rte_01k9zv0d3s8ra
             */
            routeId: string;
            /** @description The message asks for one of these senders; none for any. */
            senders: string[];
            /** @description Whether one number always gets the same provider first. */
            sticky: boolean;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updatedAt: string;
        };
        /** @description An organization's routes. */
        RouteList: {
            /** @description In the order in which they are asked; at most 1,000. */
            routes: components["schemas"]["Route"][];
        };
        /**
         * @description How a route's providers are put in order.
         * @enum {string}
         */
        RouteOrder: "listed" | "weighted" | "leastCost";
        /** @description A provider of a route. */
        RouteProvider: {
            /**
             * @description Which.
             * @example prv_01k9zv0d3s8ra
             */
            providerId: string;
            /**
             * Format: int32
             * @description Its share among the others, 0 to 1,000, where the order is by weight; 0 takes what nobody else takes.
             */
            weight?: number;
        };
        /** @description A route that is gone. */
        RouteRemoved: {
            /** @description Always true. */
            removed: boolean;
            /**
             * @description Its id.
             * @example rte_01k9zv0d3s8ra
             */
            routeId: string;
        };
        /**
         * @description A route. The first active one whose conditions all hold decides; a condition that names nothing holds always. What is
         *     left out keeps its value; of a new one, it asks for nothing.
         * @example {
         *       "countries": [
         *         "KE"
         *       ],
         *       "name": "Kenya",
         *       "order": "weighted",
         *       "providers": [
         *         {
         *           "providerId": "prv_01k9zv0d3s8ra",
         *           "weight": 80
         *         },
         *         {
         *           "providerId": "prv_01k9zv0d3s8rb",
         *           "weight": 20
         *         }
         *       ]
         *     }
         */
        RouteRequest: {
            /** @description Whether it is asked at all. */
            active?: boolean | null;
            /** @description The message has one of these categories; at most 500. */
            categories?: string[] | null;
            /** @description The message has one of these classes. */
            classes?: components["schemas"]["MessageClass"][] | null;
            /** @description The number's country is one of these, ISO 3166-1; at most 500. */
            countries?: string[] | null;
            /** @description At most 64 characters, unique among the organization's routes; needed to make one. */
            name?: string | null;
            order?: components["schemas"]["RouteOrder"] | null;
            /** @description The number begins with one of these, such as `+2547`; at most 500. */
            prefixes?: string[] | null;
            /** @description Where it goes, 1 to 500 providers; needed to make one. */
            providers?: components["schemas"]["RouteProvider"][] | null;
            /**
             * Format: int64
             * @description 0 to 1,000,000: lower is asked first; 100 when absent.
             */
            rank?: number | null;
            /** @description The message asks for one of these senders; at most 500. */
            senders?: string[] | null;
            /** @description Whether one number always gets the same provider first, as long as that is there. */
            sticky?: boolean | null;
        };
        /** @description What is wrong or worth knowing about one row. */
        RowFault: {
            /** @description What is wrong with it. */
            fault: string;
            /**
             * @description Which value.
             * @example phone
             */
            field: string;
            /**
             * @description `refused`, `duplicate`, or `notice` for an accepted row.
             * @example refused
             */
            kind: string;
            /** @description How to mend it. */
            mend: string;
            /**
             * Format: int64
             * @description The row, from 1, header excluded.
             */
            row: number;
        };
        /** @description Whether a person has a second factor. */
        SecondFactor: {
            /** @description Whether there is one. */
            enrolled: boolean;
            /** @description Recovery codes that were not used. */
            recoveryCodesLeft: number;
        };
        /** @description What happened. */
        SecurityEvent: {
            /** @description With what program. */
            agent?: string | null;
            apiKey?: components["schemas"]["About"] | null;
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description More of it. */
            detail?: Record<string, never> | null;
            /**
             * @description Its id.
             * @example sev_01k9zv0d3s8ra
             */
            eventId: string;
            /** @description From what address. */
            ip?: string | null;
            /**
             * @description `signed_in`, `sign_in_failed`, `account_locked`, `network_locked`, `session_replayed`, `password_changed`,
             *     `second_factor_enrolled`, `second_factor_removed`, `password_reset_asked`, `password_reset`, `api_key_refused` or `api_key_new_network`.
             * @example sign_in_failed
             */
            kind: string;
            user?: components["schemas"]["About"] | null;
        };
        /** @description A page of security events. */
        SecurityEventList: {
            /** @description Newest first. */
            events: components["schemas"]["SecurityEvent"][];
            /** @description Give it as `cursor` for the next page; absent at the end. */
            nextCursor?: string | null;
        };
        /** @description What an organization asks of its people. */
        SecurityPolicy: {
            /** @description Whether nobody gets in without a second factor. */
            secondFactorRequired: boolean;
        };
        /** @description The body of a send in either shape. */
        SendEither: components["schemas"]["SendRequest"] | components["schemas"]["WebappSendRequest"];
        /** @description A sender ID. */
        Sender: {
            /**
             * @description The countries of the numbers that it may be shown to; all if empty.
             * @example [
             *       "KE"
             *     ]
             */
            countries: string[];
            /**
             * Format: date-time
             * @description When it was decided about.
             */
            decidedAt?: string | null;
            /** @description The providers that it is registered with; all if empty. */
            providerIds: string[];
            /** @description What it is for. */
            purpose: string;
            /** @description Why it was rejected. */
            reason?: string | null;
            /**
             * Format: date-time
             * @description When it was asked for.
             */
            requestedAt: string;
            /**
             * @description The sender, as a carrier takes it.
             * @example GREENVALLEY
             */
            sender: string;
            /**
             * @description Its id.
             * @example snd_01k9zv0d3s8ra
             */
            senderId: string;
            /**
             * @description `pending`, `approved` or `rejected`.
             * @example pending
             */
            status: string;
        };
        /** @description An organization's sender IDs. */
        SenderList: {
            /** @description Whether the organization may send from approved ones only. */
            approvedOnly: boolean;
            /** @description By their text; at most 100. */
            senders: components["schemas"]["Sender"][];
        };
        /** @description A sender ID that is gone. */
        SenderRemoved: {
            /** @description Always true. */
            removed: boolean;
            /**
             * @description Its id.
             * @example snd_01k9zv0d3s8ra
             */
            senderId: string;
        };
        /**
         * @description What an organization wants to send from.
         * @example {
         *       "countries": [
         *         "PK"
         *       ],
         *       "purpose": "Fee reminders to parents; the name is our registered trade mark",
         *       "sender": "GREENVALLEY"
         *     }
         */
        SenderRequest: {
            /** @description The countries of the numbers that it is for, ISO 3166-1; all when absent. */
            countries?: string[];
            /** @description The providers that it is registered with; all when absent. */
            providerIds?: string[];
            /** @description What it is for, and why it is yours; at most 500 characters. */
            purpose: string;
            /** @description A name of at most 11 characters, a shortcode, or a number. */
            sender: string;
        };
        /**
         * @description One message to one number.
         * @example {
         *       "body": "Your fee of PKR 5,000 is due on March 1st.",
         *       "idempotencyKey": "fee-rem-123",
         *       "metadata": {
         *         "challanNo": "CH-2026-0001",
         *         "studentId": 42
         *       },
         *       "to": "+923001234567"
         *     }
         */
        SendRequest: {
            /** @description The text, at most 1,600 characters. */
            body: string;
            /** @description Where the final state is posted. */
            callbackUrl?: string | null;
            /** @description Your own word for what it is, such as `fees`, at most 64 characters; routes may look at it. */
            category?: string | null;
            class?: components["schemas"]["MessageClass"] | null;
            /** @description The sender; the provider's own when absent. */
            from?: string | null;
            /** @description Replaces typographic look-alikes (curly quotes, dashes) so that the text fits GSM-7. */
            gsm7Rewrite?: boolean;
            /** @description At most 128 characters: the same key and request get the first answer again. Kept for 24 hours. */
            idempotencyKey?: string | null;
            /** @description Any JSON object of at most 4,096 bytes; kept with the message and returned. */
            metadata?: Record<string, never> | null;
            /** @description A provider's name or id: sends through it and no other. */
            provider?: string | null;
            /** @description Region of a number without `+`, ISO 3166-1; the organization's when absent. */
            region?: string | null;
            /**
             * Format: date-time
             * @description Not before this time, RFC 3339, at most 400 days ahead.
             */
            scheduledAt?: string | null;
            /**
             * @description The number: E.164, or as it is dialled in `region`; or a message's id, for the phone that it went to or came from:
             *     who may not see whole numbers answers so.
             */
            to: string;
            /**
             * @description The unit that it belongs to; where you are limited to one, that one when absent.
             * @example unt_01k9zv0d3s8ra
             */
            unit?: string | null;
            /**
             * Format: int64
             * @description How long the message stays worth sending; the organization's validity when absent.
             */
            validitySeconds?: number | null;
        };
        /** @description The accepted message: it is on disk. */
        SendResponse: {
            /**
             * @description Currency of the cost, ISO 4217.
             * @example PKR
             */
            currency: string;
            /**
             * @description `GSM-7` or `UCS-2`.
             * @example GSM-7
             */
            encoding: string;
            /**
             * @description What it will cost, decimal.
             * @example 0.50
             */
            estimatedCost: string;
            /**
             * @description The message's id.
             * @example msg_01k9zv0d3s8ra
             */
            messageId: string;
            /**
             * Format: date-time
             * @description When it was accepted.
             * @example 2026-02-15T10:30:00.000Z
             */
            queuedAt: string;
            /**
             * Format: date-time
             * @description When it is due, if it waits for its time.
             */
            scheduledAt?: string | null;
            /**
             * Format: int32
             * @description Segments it takes.
             */
            segments: number;
            /**
             * @description `QUEUED`, or `SCHEDULED` when it waits for its time.
             * @example QUEUED
             */
            status: string;
            /** @description Set where a test key sent it: it goes to a simulated carrier and costs nothing. */
            test?: boolean;
            /**
             * @description The number in E.164, masked for callers who may not see whole numbers.
             * @example +923001234567
             */
            to: string;
        };
        /** @description One sign-in. */
        Session: {
            /** @description The browser or program that began it. */
            agent?: string | null;
            /**
             * Format: date-time
             * @description When it was begun.
             */
            createdAt: string;
            /** @description Whether it is the one that you call with. */
            current: boolean;
            /**
             * Format: date-time
             * @description When it ends at the latest.
             */
            expiresAt: string;
            /** @description Where it was begun. */
            ip?: string | null;
            /** @description `browser` or `token`. */
            kind: string;
            /**
             * Format: date-time
             * @description When it was last used, to the minute.
             */
            lastUsedAt: string;
            /**
             * @description Its id.
             * @example ses_01k9zv0d3s8ra
             */
            sessionId: string;
        };
        /** @description A person's sessions. */
        SessionList: {
            /** @description The last used first. */
            sessions: components["schemas"]["Session"][];
        };
        /** @description The settings of an organization. */
        Settings: {
            /**
             * @description What it counts money in where nothing else says, ISO 4217.
             * @example PKR
             */
            currency: string;
            /**
             * @description Its shown name.
             * @example Green Valley School
             */
            name: string;
            /**
             * @description The organization's id.
             * @example org_01k9zv0d3s8ra
             */
            organizationId: string;
            /** @description Who sees whole phone numbers. */
            privacy: components["schemas"]["Privacy"];
            /**
             * @description The region of numbers without `+`, ISO 3166-1.
             * @example PK
             */
            region: string;
            /**
             * Format: int32
             * @description How many days after their end messages are removed; 0 where they are kept.
             * @example 365
             */
            retentionDays: number;
            /**
             * @description Its short name, which never changes.
             * @example green-valley
             */
            slug: string;
            /**
             * @description The time zone that its days and hours are cut by, a name of the IANA database.
             * @example Asia/Karachi
             */
            timeZone: string;
        };
        /**
         * @description What is to change; what is left out stays.
         * @example {
         *       "currency": "PKR",
         *       "privacy": "masked",
         *       "timeZone": "Asia/Karachi"
         *     }
         */
        SettingsRequest: {
            /** @description ISO 4217. */
            currency?: string | null;
            /** @description The shown name, at most 100 characters. */
            name?: string | null;
            privacy?: components["schemas"]["Privacy"] | null;
            /** @description The region of numbers without `+`, ISO 3166-1. */
            region?: string | null;
            /**
             * Format: int32
             * @description How many days after their end messages are removed, 7 to 3,650; 0 keeps them.
             */
            retentionDays?: number | null;
            /** @description A name of the IANA time zone database. */
            timeZone?: string | null;
        };
        /** @description One of the platform's providers. */
        SharedProvider: components["schemas"]["Provider"] & {
            /** @description The organizations that alone may use it; null where all may. */
            sharedWith?: string[] | null;
        };
        /** @description The platform's providers. */
        SharedProviderList: {
            /** @description By rank. */
            providers: components["schemas"]["SharedProvider"][];
        };
        /**
         * @description Who may use it.
         * @example {
         *       "organizationIds": [
         *         "org_01k9zv0d3s8ra"
         *       ]
         *     }
         */
        SharingRequest: {
            /** @description These organizations alone, nobody if empty; null for all. */
            organizationIds?: string[] | null;
        };
        /**
         * @description Who wants to be let in.
         * @example {
         *       "email": "amina@example.org",
         *       "password": "matatu kibanda ngoma"
         *     }
         */
        SignInRequest: {
            /** @description The code that your app shows, or a recovery code, where you have a second factor. */
            code?: string | null;
            /** @description Your address. */
            email: string;
            /** @description The organization to be in, by slug or id; the first by name when absent. */
            organization?: string | null;
            /** @description Your password. */
            password: string;
        };
        /** @description A statement. */
        Statement: {
            /** @description What they held when it ended. */
            closing: components["schemas"]["Movement"];
            /**
             * @description The ledger's currency.
             * @example KES
             */
            currency: string;
            /**
             * Format: date-time
             * @description Its beginning, UTC.
             */
            from: string;
            /** @description What moved them, oldest first. */
            lines: components["schemas"]["StatementLine"][];
            /** @description What the accounts held when it began. */
            opening: components["schemas"]["Movement"];
            /** @description The organization. */
            organization: string;
            /**
             * Format: date-time
             * @description Its end, exclusive.
             */
            to: string;
            /** @description The sums by kind. */
            totals: components["schemas"]["StatementLine"][];
        };
        /** @description All that messages moved on a day, by kind; or the act of a person or a payment provider. */
        StatementLine: {
            /**
             * Format: date-time
             * @description The day, or when the act was; null for sums of the whole period.
             */
            at?: string | null;
            /**
             * @description As in the ledger.
             * @example SPEND
             */
            kind: string;
            /**
             * Format: int64
             * @description How many messages it is about.
             */
            messages: number;
            /** @description What it moved. */
            movement: components["schemas"]["Movement"];
            /** @description Why and by whom, of an act. */
            remark?: string;
            /**
             * Format: int64
             * @description Their segments.
             */
            segments: number;
        };
        /** @description How many messages are in one status. */
        StatusTotal: {
            /**
             * Format: int64
             * @description Messages.
             */
            messages: number;
            /**
             * Format: int64
             * @description Their segments.
             */
            segments: number;
        };
        /**
         * @description Why an organization is stopped.
         * @example {
         *       "reason": "Invoice 2026-031 is not paid"
         *     }
         */
        SuspendRequest: {
            /** @description At most 500 characters; the organization's people read it. */
            reason: string;
        };
        /** @description Why an organization is stopped. */
        Suspension: {
            /** @description Why, in the words of whoever runs the installation. */
            reason: string;
            /**
             * Format: date-time
             * @description Since when.
             */
            since: string;
        };
        /** @description Where the session is now. */
        Switched: components["schemas"]["Me"] & {
            /** @description The token to go on with, where this was called with a token; the old one has ended. */
            accessToken?: string | null;
        };
        /** @description Where to go. */
        SwitchRequest: {
            /**
             * @description The organization's id.
             * @example org_01k9zv0d3s8ra
             */
            organizationId: string;
        };
        /** @description Who belongs to an organization. */
        TeamList: {
            /** @description By address. */
            members: components["schemas"]["Member"][];
        };
        /** @description A token, in the words of OAuth 2.0. */
        Token: {
            /** @description The JWT, to be sent as `Authorization: Bearer …`. */
            access_token: string;
            /**
             * Format: date-time
             * @description When it ends.
             */
            expires_at: string;
            /**
             * Format: int64
             * @description How long it lasts, in seconds.
             * @example 900
             */
            expires_in: number;
            /** @description The organization that it is for; null where its person belongs to none. */
            organization_id?: string | null;
            /**
             * @description Always `Bearer`.
             * @example Bearer
             */
            token_type: string;
            /** @description Whose it is. */
            user_id: string;
        };
        /** @description Money that comes, or is to come, into a balance. */
        TopUp: {
            /**
             * @description How much.
             * @example 500.00
             */
            amount: string;
            /**
             * Format: date-time
             * @description When it was asked for.
             */
            createdAt: string;
            /**
             * @description Of which currency.
             * @example KES
             */
            currency: string;
            /**
             * Format: date-time
             * @description When it was paid or failed.
             */
            endedAt?: string | null;
            /** @description Its ledger entry, once it is paid. */
            entryId?: string | null;
            /** @description Why, or why it failed. */
            note?: string | null;
            /** @description The administrator's or the payment provider's reference. */
            reference?: string | null;
            /** @description `admin`, or the payment provider, such as `stripe`. */
            source: string;
            /**
             * @description `PENDING`, `PAID` or `FAILED`.
             * @example PAID
             */
            status: string;
            /**
             * @description Its id.
             * @example tup_01k9zv0d3s8ra
             */
            topUpId: string;
        };
        /** @description A page of top-ups. */
        TopUpList: {
            /** @description Give it as `cursor` for the next page; absent at the end. */
            nextCursor?: string | null;
            /** @description Newest first. */
            topUps: components["schemas"]["TopUp"][];
        };
        /**
         * @description Money that was paid to the operator.
         * @example {
         *       "amount": "500.00",
         *       "currency": "KES",
         *       "reference": "INV-2026-017"
         *     }
         */
        TopUpRequest: {
            /** @description How much, decimal text. */
            amount: string;
            /** @description The balance's currency. */
            currency: string;
            /** @description Why. */
            note?: string | null;
            /** @description Your own reference, such as an invoice: one is credited once, however often it is sent. */
            reference?: string | null;
        };
        /** @description A part of an organization. */
        Unit: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            /**
             * @description What it is, in your word.
             * @example campus
             */
            kind: string;
            /**
             * @description Its name.
             * @example Gulberg
             */
            name: string;
            /** @description The unit that it is a part of; null at the top. */
            parentId?: string | null;
            /**
             * @description Its id.
             * @example unt_01k9zv0d3s8ra
             */
            unitId: string;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updatedAt: string;
        };
        /** @description Who is limited to what. */
        UnitLimit: {
            /**
             * @description The unit; null for the whole organization.
             * @example unt_01k9zv0d3s8ra
             */
            unitId?: string | null;
            /**
             * @description The member.
             * @example usr_01k9zv0d3s8ra
             */
            userId: string;
        };
        /** @description An organization's units. */
        UnitList: {
            /** @description Who is limited to one of them. */
            members: components["schemas"]["UnitMember"][];
            /** @description By name; the tree is in their `parentId`. At most 1,000. */
            units: components["schemas"]["Unit"][];
        };
        /** @description Who is limited to a unit. */
        UnitMember: {
            /** @description How it is called. */
            name: string;
            /**
             * @description The unit.
             * @example unt_01k9zv0d3s8ra
             */
            unitId: string;
            /**
             * @description Who.
             * @example usr_01k9zv0d3s8ra
             */
            userId: string;
        };
        /** @description A unit that is gone. */
        UnitRemoved: {
            /** @description Always true. */
            removed: boolean;
            /**
             * @description Its id.
             * @example unt_01k9zv0d3s8ra
             */
            unitId: string;
        };
        /**
         * @description A unit. What is left out stays; of a new one, it is as usual.
         * @example {
         *       "kind": "campus",
         *       "name": "Gulberg",
         *       "parentId": null
         *     }
         */
        UnitRequest: {
            /** @description What it is, in your word of at most 32 characters, such as `campus`, `branch` or `route`; `unit` when absent. */
            kind?: string | null;
            /** @description At most 100 characters, unique beside its siblings; needed to make one. */
            name?: string | null;
            /** @description The unit that it is a part of; null at the top. The tree has at most 8 levels. */
            parentId?: string | null;
        };
        /** @description One key. */
        UsageApiKey: components["schemas"]["UsageFigures"] & {
            /** @description Its id. */
            apiKeyId: string;
            /** @description Its name. */
            name?: string | null;
        };
        /** @description One call. */
        UsageCall: {
            /** @description The key that called, where it was a machine. */
            apiKeyId?: string | null;
            /**
             * Format: date-time
             * @description When it came.
             */
            at: string;
            /**
             * Format: double
             * @description How long it took.
             * @example 1.4
             */
            durationMs: number;
            /**
             * @description The route.
             * @example /api/sms/status/{messageId}
             */
            endpoint: string;
            /** @description Where it came from. */
            ip?: string | null;
            /**
             * @description The method.
             * @example GET
             */
            method: string;
            /**
             * Format: int64
             * @description Bytes of its body, where it said how long it is.
             */
            requestBytes: number;
            /** @description The request's id. */
            requestId: string;
            /**
             * Format: int64
             * @description Bytes of the answer.
             */
            responseBytes: number;
            /**
             * Format: int32
             * @description The status of the answer.
             * @example 200
             */
            status: number;
            /** @description What the caller says it is. */
            userAgent?: string | null;
            /** @description The person who called, where it was one. */
            userId?: string | null;
        };
        /** @description One route. */
        UsageEndpoint: components["schemas"]["UsageFigures"] & {
            /**
             * @description The route.
             * @example /api/sms/send
             */
            endpoint: string;
            /**
             * @description The method.
             * @example POST
             */
            method: string;
        };
        /** @description Calls, and what they took. */
        UsageFigures: {
            /**
             * Format: double
             * @description How long they took on average; null where there are none.
             * @example 1.9
             */
            averageMs?: number | null;
            /**
             * Format: int64
             * @description Of these, answered 400 or above.
             */
            failed: number;
            /**
             * Format: int64
             * @description Bytes of their bodies.
             */
            requestBytes: number;
            /**
             * Format: int64
             * @description How many.
             */
            requests: number;
            /**
             * Format: int64
             * @description Bytes of the answers.
             */
            responseBytes: number;
            /**
             * Format: double
             * @description How long the slowest took.
             */
            slowestMs: number;
        };
        /** @description A page of calls. */
        UsageList: {
            /** @description Newest first. Of a busy organization only a sample is kept, failed calls apart; the summary counts all. */
            calls: components["schemas"]["UsageCall"][];
            /** @description Give it as `cursor` for the next page; absent at the end. */
            nextCursor?: string | null;
        };
        /** @description One step. */
        UsageStep: components["schemas"]["UsageFigures"] & {
            /**
             * @description A date, an hour with its offset, or a month.
             * @example 2026-02-15
             */
            at: string;
        };
        /** @description How the API was used in a period. */
        UsageSummary: {
            /** @description By key, the busiest first. */
            apiKeys: components["schemas"]["UsageApiKey"][];
            /** @description By step, newest first. */
            breakdown: components["schemas"]["UsageStep"][];
            /**
             * @description The steps: `hour`, `day` or `month`.
             * @example day
             */
            by: string;
            /**
             * @description Calls by status.
             * @example {
             *       "202": 15230,
             *       "400": 12
             *     }
             */
            byStatus: {
                [key: string]: number;
            };
            /** @description By route, the most used first. */
            endpoints: components["schemas"]["UsageEndpoint"][];
            /**
             * Format: date-time
             * @description The start of the period.
             */
            from: string;
            /**
             * @description Whose days and hours these are.
             * @example Asia/Karachi
             */
            timeZone: string;
            /** @description All calls. */
            total: components["schemas"]["UsageFigures"];
            /**
             * Format: date-time
             * @description Its end, which is not in it.
             */
            until: string;
            /** @description By person, the busiest first. */
            users: components["schemas"]["UsageUser"][];
        };
        /** @description One person. */
        UsageUser: components["schemas"]["UsageFigures"] & {
            /** @description Who. */
            userId: string;
        };
        /** @description A person. */
        User: {
            /**
             * @description Its address.
             * @example amina@example.org
             */
            email: string;
            /** @description How it is called. */
            name: string;
            /** @description Whether it has a second factor. */
            secondFactor: boolean;
            /** @description Whether it runs the installation. */
            systemAdministrator: boolean;
            /**
             * @description Its id.
             * @example usr_01k9zv0d3s8ra
             */
            userId: string;
        };
        /** @description A success, as it is documented. */
        WebappAnswer_HealthView: {
            /** @description How the process is. */
            data: {
                /** @description It works; when not, it should be started again. */
                live: boolean;
                /** @description It can accept messages now. */
                ready: boolean;
            };
            /** @description Always null. */
            error?: Record<string, never> | null;
            metadata: {
                /**
                 * Format: int64
                 * @description How long it took, ms.
                 */
                duration_ms: number;
                /**
                 * @description The request's id, as in `x-request-id`.
                 * @example req_00d7f1c2a8400000
                 */
                request_id: string;
            } & Record<string, never>;
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             */
            timestamp: string;
        };
        /** @description A success, as it is documented. */
        WebappAnswer_WebappBalance: {
            /** @description Balances. */
            data: {
                /**
                 * @description That of the first carrier that tells one, as source 001 shows it; null where none does.
                 * @example 1250.75
                 */
                balance?: string | null;
                /** @description What each carrier says of the organization's own account with it, by rank. */
                carriers: components["schemas"]["WebappCarrierBalance"][];
                /**
                 * @description Its currency.
                 * @example KES
                 */
                currency?: string | null;
                /** @description What the organization itself has to spend, exact; null where nobody pays. */
                organization?: {
                    /**
                     * @description What can be sent with; below zero where credit is used.
                     * @example 250.40
                     */
                    balance: string;
                    /**
                     * @description Of all three.
                     * @example KES
                     */
                    currency: string;
                    /**
                     * @description What is held for messages on their way.
                     * @example 16.00
                     */
                    reserved: string;
                    /**
                     * @description What the next call may cost at most: the balance, and the credit limit.
                     * @example 250.40
                     */
                    spendable: string;
                } | null;
            };
            /** @description Always null. */
            error?: Record<string, never> | null;
            metadata: {
                /**
                 * Format: int64
                 * @description How long it took, ms.
                 */
                duration_ms: number;
                /**
                 * @description The request's id, as in `x-request-id`.
                 * @example req_00d7f1c2a8400000
                 */
                request_id: string;
            } & Record<string, never>;
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             */
            timestamp: string;
        };
        /** @description A success, as it is documented. */
        WebappAnswer_WebappBulk: {
            /** @description What was accepted. */
            data: {
                /**
                 * @description Follow it with `GET /api/v1/sms/reports/{id}`.
                 * @example bat_01k9zv0d3s8ra
                 */
                bulk_id: string;
                /**
                 * Format: int64
                 * @description Numbers that came again; each is sent to once.
                 */
                duplicates: number;
                /**
                 * Format: int64
                 * @description Refused: no numbers, or numbers that opted out.
                 * @example 0
                 */
                failed: number;
                /** @description The accepted messages, in the order of their numbers; at most 1,000. */
                messages: components["schemas"]["WebappMessage"][];
                /** @description Whether there are more messages; the reports have all of them. */
                more_messages: boolean;
                /** @description The refused numbers; at most 1,000. */
                refused?: components["schemas"]["WebappRefused"][];
                /**
                 * @description `COMPLETED`, `PROCESSING` while numbers of a file are taken, or `FAILED`.
                 * @example COMPLETED
                 */
                status: string;
                /**
                 * Format: int64
                 * @description Accepted and on disk.
                 * @example 2
                 */
                successful: number;
                /**
                 * Format: int64
                 * @description Recipients: those accepted and those refused, duplicates left out.
                 * @example 2
                 */
                total_sent: number;
            };
            /** @description Always null. */
            error?: Record<string, never> | null;
            metadata: {
                /**
                 * Format: int64
                 * @description How long it took, ms.
                 */
                duration_ms: number;
                /**
                 * @description The request's id, as in `x-request-id`.
                 * @example req_00d7f1c2a8400000
                 */
                request_id: string;
            } & Record<string, never>;
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             */
            timestamp: string;
        };
        /** @description A success, as it is documented. */
        WebappAnswer_WebappFile: {
            /** @description An uploaded list. */
            data: {
                /**
                 * Format: int64
                 * @description Numbers that came again.
                 */
                duplicates: number;
                /**
                 * @description Give it to `POST /api/v1/sms/bulk` within 24 hours.
                 * @example fil_01k9zv0d3s8ra
                 */
                file_id: string;
                /**
                 * Format: int64
                 * @description Its size in bytes.
                 */
                file_size: number;
                /**
                 * @description The name under which it is kept.
                 * @example fil_01k9zv0d3s8ra.numbers
                 */
                filename: string;
                /**
                 * @description What you called it.
                 * @example parents.csv
                 */
                original_filename: string;
                /**
                 * Format: int64
                 * @description Different numbers in it.
                 */
                phone_count: number;
                /**
                 * Format: date-time
                 * @description When its numbers were known.
                 */
                processed_at: string;
                /**
                 * Format: int64
                 * @description Cells that should be numbers and are not.
                 */
                refused_count: number;
                /**
                 * @description `PROCESSED`, or `EXPIRED` once its numbers are gone.
                 * @example PROCESSED
                 */
                status: string;
                /**
                 * Format: date-time
                 * @description When it came.
                 */
                uploaded_at: string;
            };
            /** @description Always null. */
            error?: Record<string, never> | null;
            metadata: {
                /**
                 * Format: int64
                 * @description How long it took, ms.
                 */
                duration_ms: number;
                /**
                 * @description The request's id, as in `x-request-id`.
                 * @example req_00d7f1c2a8400000
                 */
                request_id: string;
            } & Record<string, never>;
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             */
            timestamp: string;
        };
        /** @description A success, as it is documented. */
        WebappAnswer_WebappFiles: {
            /** @description A page of uploads. */
            data: {
                /** @description Newest first. */
                files: components["schemas"]["WebappFile"][];
                /** @description Give it as `cursor` for the next page; null at the end. */
                next_cursor?: string | null;
            };
            /** @description Always null. */
            error?: Record<string, never> | null;
            metadata: {
                /**
                 * Format: int64
                 * @description How long it took, ms.
                 */
                duration_ms: number;
                /**
                 * @description The request's id, as in `x-request-id`.
                 * @example req_00d7f1c2a8400000
                 */
                request_id: string;
            } & Record<string, never>;
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             */
            timestamp: string;
        };
        /** @description A success, as it is documented. */
        WebappAnswer_WebappReportOrBulk: {
            /** @description The report of a message, or of a bulk. */
            data: components["schemas"]["WebappReport"] | components["schemas"]["WebappBulkReport"];
            /** @description Always null. */
            error?: Record<string, never> | null;
            metadata: {
                /**
                 * Format: int64
                 * @description How long it took, ms.
                 */
                duration_ms: number;
                /**
                 * @description The request's id, as in `x-request-id`.
                 * @example req_00d7f1c2a8400000
                 */
                request_id: string;
            } & Record<string, never>;
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             */
            timestamp: string;
        };
        /** @description A success, as it is documented. */
        WebappAnswer_WebappReports: {
            /** @description A page of reports. */
            data: {
                /** @description Give it as `cursor` for the next page; null at the end. */
                next_cursor?: string | null;
                /** @description The reports. */
                reports: components["schemas"]["WebappReport"][];
            };
            /** @description Always null. */
            error?: Record<string, never> | null;
            metadata: {
                /**
                 * Format: int64
                 * @description How long it took, ms.
                 */
                duration_ms: number;
                /**
                 * @description The request's id, as in `x-request-id`.
                 * @example req_00d7f1c2a8400000
                 */
                request_id: string;
            } & Record<string, never>;
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             */
            timestamp: string;
        };
        /** @description A success, as it is documented. */
        WebappAnswer_WebappUpload: {
            /** @description An upload with its numbers. */
            data: components["schemas"]["WebappFile"] & {
                /** @description Whether there are more than those. */
                more_numbers: boolean;
                /** @description The first 10,000 numbers, E.164, masked for callers who may not see whole numbers. */
                phone_numbers: string[];
                /** @description The first of the cells that are no numbers; at most 100. */
                refused?: components["schemas"]["WebappRefused"][];
            };
            /** @description Always null. */
            error?: Record<string, never> | null;
            metadata: {
                /**
                 * Format: int64
                 * @description How long it took, ms.
                 */
                duration_ms: number;
                /**
                 * @description The request's id, as in `x-request-id`.
                 * @example req_00d7f1c2a8400000
                 */
                request_id: string;
            } & Record<string, never>;
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             */
            timestamp: string;
        };
        /** @description Balances. */
        WebappBalance: {
            /**
             * @description That of the first carrier that tells one, as source 001 shows it; null where none does.
             * @example 1250.75
             */
            balance?: string | null;
            /** @description What each carrier says of the organization's own account with it, by rank. */
            carriers: components["schemas"]["WebappCarrierBalance"][];
            /**
             * @description Its currency.
             * @example KES
             */
            currency?: string | null;
            /** @description What the organization itself has to spend, exact; null where nobody pays. */
            organization?: {
                /**
                 * @description What can be sent with; below zero where credit is used.
                 * @example 250.40
                 */
                balance: string;
                /**
                 * @description Of all three.
                 * @example KES
                 */
                currency: string;
                /**
                 * @description What is held for messages on their way.
                 * @example 16.00
                 */
                reserved: string;
                /**
                 * @description What the next call may cost at most: the balance, and the credit limit.
                 * @example 250.40
                 */
                spendable: string;
            } | null;
        };
        /** @description What was accepted. */
        WebappBulk: {
            /**
             * @description Follow it with `GET /api/v1/sms/reports/{id}`.
             * @example bat_01k9zv0d3s8ra
             */
            bulk_id: string;
            /**
             * Format: int64
             * @description Numbers that came again; each is sent to once.
             */
            duplicates: number;
            /**
             * Format: int64
             * @description Refused: no numbers, or numbers that opted out.
             * @example 0
             */
            failed: number;
            /** @description The accepted messages, in the order of their numbers; at most 1,000. */
            messages: components["schemas"]["WebappMessage"][];
            /** @description Whether there are more messages; the reports have all of them. */
            more_messages: boolean;
            /** @description The refused numbers; at most 1,000. */
            refused?: components["schemas"]["WebappRefused"][];
            /**
             * @description `COMPLETED`, `PROCESSING` while numbers of a file are taken, or `FAILED`.
             * @example COMPLETED
             */
            status: string;
            /**
             * Format: int64
             * @description Accepted and on disk.
             * @example 2
             */
            successful: number;
            /**
             * Format: int64
             * @description Recipients: those accepted and those refused, duplicates left out.
             * @example 2
             */
            total_sent: number;
        };
        /** @description A bulk with the reports of its messages. */
        WebappBulkReport: components["schemas"]["WebappReports"] & {
            /**
             * @description Which.
             * @example bat_01k9zv0d3s8ra
             */
            bulk_id: string;
            /**
             * Format: date-time
             * @description When it was accepted.
             */
            created_at: string;
            /**
             * Format: int64
             * @description Refused before they were messages.
             */
            failed: number;
            /** @description `COMPLETED`, `PROCESSING` or `FAILED`. */
            status: string;
            /**
             * Format: int64
             * @description Accepted as messages.
             */
            successful: number;
            /**
             * Format: int64
             * @description Recipients, duplicates left out.
             */
            total_sent: number;
        };
        /**
         * @description A text to many numbers.
         * @example {
         *       "file_id": "fil_01k9zv0d3s8ra",
         *       "message": "School is closed on Monday.",
         *       "sender_id": "YourBrand"
         *     }
         */
        WebappBulkRequest: {
            /** @description Where final states are posted. */
            callback_url?: string | null;
            /** @description What `POST /api/v1/files/upload` answered, within 24 hours; or else `phone_numbers`. */
            file_id?: string | null;
            /** @description The text, 1 to 1,600 characters. */
            message: string;
            /** @description Up to 10,000 numbers; or else `file_id`. */
            phone_numbers?: string[] | null;
            /**
             * Format: date-time
             * @description Not before this time, RFC 3339.
             */
            schedule_time?: string | null;
            /** @description The sender; the provider's own when absent. */
            sender_id?: string | null;
        };
        /** @description What one carrier says. */
        WebappCarrierBalance: {
            /** @description The balance; null where the carrier did not say. */
            account?: {
                /**
                 * @description Decimal.
                 * @example 1250.75
                 */
                balance: string;
                /**
                 * @description ISO 4217.
                 * @example KES
                 */
                currency: string;
            } | null;
            /**
             * Format: date-time
             * @description When the carrier was asked; an answer is kept for 300 seconds.
             */
            as_of: string;
            /**
             * @description The provider's name.
             * @example at-kenya
             */
            provider: string;
            /** @description The provider's id. */
            provider_id: string;
        };
        /** @description What is wrong with one value. */
        WebappErrorDetail: {
            /** @description What is wrong. */
            fault: string;
            /**
             * @description Its path.
             * @example phone_numbers[0]
             */
            field: string;
            /** @description How to mend it. */
            mend: string;
            /**
             * @description The value, where it was read; numbers are masked.
             * @example invalid-number
             */
            value?: string | null;
        };
        /** @description An uploaded list. */
        WebappFile: {
            /**
             * Format: int64
             * @description Numbers that came again.
             */
            duplicates: number;
            /**
             * @description Give it to `POST /api/v1/sms/bulk` within 24 hours.
             * @example fil_01k9zv0d3s8ra
             */
            file_id: string;
            /**
             * Format: int64
             * @description Its size in bytes.
             */
            file_size: number;
            /**
             * @description The name under which it is kept.
             * @example fil_01k9zv0d3s8ra.numbers
             */
            filename: string;
            /**
             * @description What you called it.
             * @example parents.csv
             */
            original_filename: string;
            /**
             * Format: int64
             * @description Different numbers in it.
             */
            phone_count: number;
            /**
             * Format: date-time
             * @description When its numbers were known.
             */
            processed_at: string;
            /**
             * Format: int64
             * @description Cells that should be numbers and are not.
             */
            refused_count: number;
            /**
             * @description `PROCESSED`, or `EXPIRED` once its numbers are gone.
             * @example PROCESSED
             */
            status: string;
            /**
             * Format: date-time
             * @description When it came.
             */
            uploaded_at: string;
        };
        /** @description A page of uploads. */
        WebappFiles: {
            /** @description Newest first. */
            files: components["schemas"]["WebappFile"][];
            /** @description Give it as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One message. */
        WebappMessage: {
            /**
             * @description Its id.
             * @example msg_01k9zv0d3s8ra
             */
            message_id: string;
            /**
             * @description `PENDING`, or `REJECTED` where the number opted out.
             * @example PENDING
             */
            status: string;
            /**
             * @description Its number, E.164, masked for callers who may not see whole numbers.
             * @example +1234567890
             */
            to: string;
        };
        /** @description A refusal, as it is documented. */
        WebappRefusal: {
            /** @description What exists in spite of the refusal; mostly null. */
            data?: unknown;
            error: {
                /**
                 * @description `VALIDATION_ERROR` for values at fault; else as in Tuma's own API.
                 * @example VALIDATION_ERROR
                 */
                code: string;
                details?: components["schemas"]["WebappErrorDetail"] | null;
                /** @description For people. */
                message: string;
                /** @description The others. */
                more?: components["schemas"]["WebappErrorDetail"][];
            } & Record<string, never>;
            metadata: {
                /**
                 * Format: int64
                 * @description How long it took, ms.
                 */
                duration_ms: number;
                /**
                 * @description The request's id, as in `x-request-id`.
                 * @example req_00d7f1c2a8400000
                 */
                request_id: string;
            } & Record<string, never>;
            /**
             * @description Always false.
             * @example false
             */
            success: boolean;
            /**
             * Format: date-time
             * @description When it was answered.
             */
            timestamp: string;
        };
        /** @description One number that was refused. */
        WebappRefused: {
            /** @description What is wrong. */
            error: string;
            /**
             * @description Its path in the request, or the row of the file.
             * @example phone_numbers[3]
             */
            field: string;
            /** @description How to mend it. */
            mend: string;
            /** @description The number, masked, where it came with the request. */
            value?: string | null;
        };
        /** @description The report of one message. */
        WebappReport: {
            /** @description The bulk that it came in. */
            bulk_id?: string | null;
            /**
             * @description Of the price.
             * @example PKR
             */
            currency: string;
            /** @description The carrier's last error code. */
            error_code?: string | null;
            /** @description Why it ended. */
            error_description?: string | null;
            /**
             * @description Its id.
             * @example msg_01k9zv0d3s8ra
             */
            message_id: string;
            /**
             * @description What it costs.
             * @example 0.50
             */
            price: string;
            /**
             * Format: date-time
             * @description When its last report came; null while nothing is known.
             */
            received_at?: string | null;
            /**
             * @description `PENDING`, `SENT`, `DELIVERED`, `FAILED`, `REJECTED`, `EXPIRED`, `CANCELLED`.
             * @example DELIVERED
             */
            status: string;
            /**
             * @description Its number, masked for callers who may not see whole numbers.
             * @example +1234567890
             */
            to: string;
        };
        /** @description The report of a message, or of a bulk. */
        WebappReportOrBulk: components["schemas"]["WebappReport"] | components["schemas"]["WebappBulkReport"];
        /** @description A page of reports. */
        WebappReports: {
            /** @description Give it as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
            /** @description The reports. */
            reports: components["schemas"]["WebappReport"][];
        };
        /**
         * @description A text to some numbers.
         * @example {
         *       "callback_url": "https://your-app.com/webhook",
         *       "message": "Hello, this is a test message",
         *       "phone_numbers": [
         *         "+1234567890",
         *         "+1987654321"
         *       ],
         *       "schedule_time": "2024-06-17T18:00:00Z",
         *       "sender_id": "YourBrand"
         *     }
         */
        WebappSendRequest: {
            /** @description Where final states are posted. */
            callback_url?: string | null;
            /** @description The text, 1 to 1,600 characters. */
            message: string;
            /** @description 1 to 100 numbers: E.164, or as they are dialled in the organization's region. */
            phone_numbers: string[];
            /**
             * Format: date-time
             * @description Not before this time, RFC 3339.
             */
            schedule_time?: string | null;
            /** @description The sender; the provider's own when absent. */
            sender_id?: string | null;
        };
        /** @description An upload with its numbers. */
        WebappUpload: components["schemas"]["WebappFile"] & {
            /** @description Whether there are more than those. */
            more_numbers: boolean;
            /** @description The first 10,000 numbers, E.164, masked for callers who may not see whole numbers. */
            phone_numbers: string[];
            /** @description The first of the cells that are no numbers; at most 100. */
            refused?: components["schemas"]["WebappRefused"][];
        };
        /** @description A file of numbers. */
        WebappUploadForm: {
            /**
             * Format: binary
             * @description A .txt or .csv file.
             */
            file: string;
        };
        /** @description A webhook. */
        Webhook: {
            /** @description Whether it is told anything. */
            active: boolean;
            backlog?: components["schemas"]["WebhookBacklog"] | null;
            /**
             * Format: int32
             * @description Requests that failed since the last one that was taken.
             */
            consecutiveFails: number;
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            /** @description What people call it. */
            description: string;
            /** @description What it is told. */
            events: string[];
            /** @description How its requests fare. */
            health: components["schemas"]["WebhookHealth"];
            /**
             * Format: date-time
             * @description When anything was last posted.
             */
            lastTriggeredAt?: string | null;
            /**
             * Format: date-time
             * @description Until when requests have two signatures, while its secret is being changed.
             */
            rotatingUntil?: string | null;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updatedAt: string;
            /** @description Where events are posted. */
            url: string;
            /**
             * @description Its id.
             * @example whk_01k9zv0d3s8ra
             */
            webhookId: string;
        };
        /** @description What waits to be told to a webhook. */
        WebhookBacklog: {
            /** @description Events, counted up to 10,000. */
            events: number;
            /** @description Whether there are more. */
            isMore: boolean;
            /**
             * Format: date-time
             * @description When the first of them was or is due.
             */
            oldestDueAt?: string | null;
        };
        /** @description How a webhook's requests fare. */
        WebhookHealth: {
            /**
             * Format: date-time
             * @description When the first of the requests failed that have failed since the last success.
             */
            failingSince?: string | null;
            /**
             * Format: date-time
             * @description When anything was last taken.
             */
            lastSuccessAt?: string | null;
            /** @description Why Tuma disabled it. */
            reason?: string | null;
            /**
             * @description `UNKNOWN` (nothing was posted), `HEALTHY`, `FAILING`, or `DISABLED`, by Tuma or by a person.
             * @example HEALTHY
             */
            status: string;
        };
        /** @description An organization's webhooks. */
        WebhookList: {
            /** @description Oldest first. */
            webhooks: components["schemas"]["Webhook"][];
        };
        /** @description A webhook that is gone. */
        WebhookRemoved: {
            /** @description Always true. */
            removed: boolean;
            /**
             * @description Its id.
             * @example whk_01k9zv0d3s8ra
             */
            webhookId: string;
        };
        /**
         * @description A webhook. What is left out keeps its value; a new one needs `url` and `events`.
         * @example {
         *       "description": "the shop",
         *       "events": [
         *         "message.delivered",
         *         "message.failed",
         *         "message.inbound"
         *       ],
         *       "url": "https://example.org/sms"
         *     }
         */
        WebhookRequest: {
            /** @description Whether it is told anything. `true` also forgets how it failed. */
            active?: boolean | null;
            /** @description At most 200 characters. */
            description?: string | null;
            /**
             * @description Events: `message.queued`, `message.sent`, `message.delivered`, `message.failed`, `message.rejected`,
             *     `message.expired`, `message.cancelled`, `message.inbound`, `balance.low`, `provider.health`; or many at once:
             *     `message.*`, `security.*`, `*`.
             */
            events?: string[] | null;
            /** @description Where events are posted: an https URL of a public host. */
            url?: string | null;
        };
        /**
         * @description What to try a webhook with.
         * @example {
         *       "eventType": "message.delivered"
         *     }
         */
        WebhookTestRequest: {
            /** @description The event to post a sample of; `webhook.test` when absent. */
            eventType?: string | null;
        };
        /** @description A webhook with a secret that is shown this once. */
        WebhookWithSecret: components["schemas"]["Webhook"] & {
            /**
             * @description What its requests are signed with: keep it, it is not shown again.
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
             */
            secret: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type About = components['schemas']['About'];
export type AcceptRequest = components['schemas']['AcceptRequest'];
export type AdjustmentRequest = components['schemas']['AdjustmentRequest'];
export type Analytics = components['schemas']['Analytics'];
export type AnalyticsCard = components['schemas']['AnalyticsCard'];
export type AnalyticsChange = components['schemas']['AnalyticsChange'];
export type AnalyticsClass = components['schemas']['AnalyticsClass'];
export type AnalyticsCountry = components['schemas']['AnalyticsCountry'];
export type AnalyticsDay = components['schemas']['AnalyticsDay'];
export type AnalyticsFigures = components['schemas']['AnalyticsFigures'];
export type AnalyticsHour = components['schemas']['AnalyticsHour'];
export type AnalyticsMonth = components['schemas']['AnalyticsMonth'];
export type AnalyticsPart = components['schemas']['AnalyticsPart'];
export type AnalyticsPrevious = components['schemas']['AnalyticsPrevious'];
export type AnalyticsProvider = components['schemas']['AnalyticsProvider'];
export type AnalyticsQueue = components['schemas']['AnalyticsQueue'];
export type AnalyticsSpan = components['schemas']['AnalyticsSpan'];
export type AnalyticsSummary = components['schemas']['AnalyticsSummary'];
export type AnswerAnalytics = components['schemas']['Answer_Analytics'];
export type AnswerAnalyticsSummary = components['schemas']['Answer_AnalyticsSummary'];
export type AnswerApiKey = components['schemas']['Answer_ApiKey'];
export type AnswerApiKeyList = components['schemas']['Answer_ApiKeyList'];
export type AnswerApiKeyMade = components['schemas']['Answer_ApiKeyMade'];
export type AnswerAskedSenderList = components['schemas']['Answer_AskedSenderList'];
export type AnswerAuditList = components['schemas']['Answer_AuditList'];
export type AnswerBalance = components['schemas']['Answer_Balance'];
export type AnswerBalanceAlertList = components['schemas']['Answer_BalanceAlertList'];
export type AnswerBatch = components['schemas']['Answer_Batch'];
export type AnswerBatchList = components['schemas']['Answer_BatchList'];
export type AnswerCallbackSecret = components['schemas']['Answer_CallbackSecret'];
export type AnswerCeiling = components['schemas']['Answer_Ceiling'];
export type AnswerCheckoutResponse = components['schemas']['Answer_CheckoutResponse'];
export type AnswerDecision = components['schemas']['Answer_Decision'];
export type AnswerDelivery = components['schemas']['Answer_Delivery'];
export type AnswerDeliveryList = components['schemas']['Answer_DeliveryList'];
export type AnswerEndedSessions = components['schemas']['Answer_EndedSessions'];
export type AnswerEnrolment = components['schemas']['Answer_Enrolment'];
export type AnswerEventReplayed = components['schemas']['Answer_EventReplayed'];
export type AnswerForgot = components['schemas']['Answer_Forgot'];
export type AnswerHandsetMessages = components['schemas']['Answer_HandsetMessages'];
export type AnswerHandsets = components['schemas']['Answer_Handsets'];
export type AnswerHandsetTextResponse = components['schemas']['Answer_HandsetTextResponse'];
export type AnswerHealthChangeList = components['schemas']['Answer_HealthChangeList'];
export type AnswerHealthView = components['schemas']['Answer_HealthView'];
export type AnswerInboxList = components['schemas']['Answer_InboxList'];
export type AnswerInvitation = components['schemas']['Answer_Invitation'];
export type AnswerInvitationList = components['schemas']['Answer_InvitationList'];
export type AnswerInvitedTo = components['schemas']['Answer_InvitedTo'];
export type AnswerIssuers = components['schemas']['Answer_Issuers'];
export type AnswerLedgerEntry = components['schemas']['Answer_LedgerEntry'];
export type AnswerLedgerList = components['schemas']['Answer_LedgerList'];
export type AnswerLimits = components['schemas']['Answer_Limits'];
export type AnswerMe = components['schemas']['Answer_Me'];
export type AnswerMessageList = components['schemas']['Answer_MessageList'];
export type AnswerMessageStatus = components['schemas']['Answer_MessageStatus'];
export type AnswerNetworks = components['schemas']['Answer_Networks'];
export type AnswerOrganization = components['schemas']['Answer_Organization'];
export type AnswerOrganizationLimits = components['schemas']['Answer_OrganizationLimits'];
export type AnswerOrganizationList = components['schemas']['Answer_OrganizationList'];
export type AnswerPasswordChanged = components['schemas']['Answer_PasswordChanged'];
export type AnswerPreviewResponse = components['schemas']['Answer_PreviewResponse'];
export type AnswerPriceLine = components['schemas']['Answer_PriceLine'];
export type AnswerPriceLines = components['schemas']['Answer_PriceLines'];
export type AnswerPriceRemoved = components['schemas']['Answer_PriceRemoved'];
export type AnswerProvider = components['schemas']['Answer_Provider'];
export type AnswerProviderCheck = components['schemas']['Answer_ProviderCheck'];
export type AnswerProviderList = components['schemas']['Answer_ProviderList'];
export type AnswerProviderRemoved = components['schemas']['Answer_ProviderRemoved'];
export type AnswerRecoveryCodes = components['schemas']['Answer_RecoveryCodes'];
export type AnswerRemovedMember = components['schemas']['Answer_RemovedMember'];
export type AnswerReplayAnswer = components['schemas']['Answer_ReplayAnswer'];
export type AnswerRevealedNumber = components['schemas']['Answer_RevealedNumber'];
export type AnswerRoute = components['schemas']['Answer_Route'];
export type AnswerRouteList = components['schemas']['Answer_RouteList'];
export type AnswerRouteRemoved = components['schemas']['Answer_RouteRemoved'];
export type AnswerSecondFactor = components['schemas']['Answer_SecondFactor'];
export type AnswerSecurityEventList = components['schemas']['Answer_SecurityEventList'];
export type AnswerSecurityPolicy = components['schemas']['Answer_SecurityPolicy'];
export type AnswerSender = components['schemas']['Answer_Sender'];
export type AnswerSenderList = components['schemas']['Answer_SenderList'];
export type AnswerSenderRemoved = components['schemas']['Answer_SenderRemoved'];
export type AnswerSendResponse = components['schemas']['Answer_SendResponse'];
export type AnswerSessionList = components['schemas']['Answer_SessionList'];
export type AnswerSettings = components['schemas']['Answer_Settings'];
export type AnswerSharedProvider = components['schemas']['Answer_SharedProvider'];
export type AnswerSharedProviderList = components['schemas']['Answer_SharedProviderList'];
export type AnswerStatement = components['schemas']['Answer_Statement'];
export type AnswerSwitched = components['schemas']['Answer_Switched'];
export type AnswerTeamList = components['schemas']['Answer_TeamList'];
export type AnswerToken = components['schemas']['Answer_Token'];
export type AnswerTopUp = components['schemas']['Answer_TopUp'];
export type AnswerTopUpList = components['schemas']['Answer_TopUpList'];
export type AnswerUnit = components['schemas']['Answer_Unit'];
export type AnswerUnitLimit = components['schemas']['Answer_UnitLimit'];
export type AnswerUnitList = components['schemas']['Answer_UnitList'];
export type AnswerUnitRemoved = components['schemas']['Answer_UnitRemoved'];
export type AnswerUsageList = components['schemas']['Answer_UsageList'];
export type AnswerUsageSummary = components['schemas']['Answer_UsageSummary'];
export type AnswerWebhook = components['schemas']['Answer_Webhook'];
export type AnswerWebhookList = components['schemas']['Answer_WebhookList'];
export type AnswerWebhookRemoved = components['schemas']['Answer_WebhookRemoved'];
export type AnswerWebhookWithSecret = components['schemas']['Answer_WebhookWithSecret'];
export type AnswerMetadata = components['schemas']['AnswerMetadata'];
export type ApiKey = components['schemas']['ApiKey'];
export type ApiKeyLimits = components['schemas']['ApiKeyLimits'];
export type ApiKeyLimitsRequest = components['schemas']['ApiKeyLimitsRequest'];
export type ApiKeyList = components['schemas']['ApiKeyList'];
export type ApiKeyMade = components['schemas']['ApiKeyMade'];
export type ApiKeyRequest = components['schemas']['ApiKeyRequest'];
export type ApproveSenderRequest = components['schemas']['ApproveSenderRequest'];
export type AskedSender = components['schemas']['AskedSender'];
export type AskedSenderList = components['schemas']['AskedSenderList'];
export type AuditActor = components['schemas']['AuditActor'];
export type AuditEntry = components['schemas']['AuditEntry'];
export type AuditList = components['schemas']['AuditList'];
export type Balance = components['schemas']['Balance'];
export type BalanceAlert = components['schemas']['BalanceAlert'];
export type BalanceAlertList = components['schemas']['BalanceAlertList'];
export type BalanceAlertRequest = components['schemas']['BalanceAlertRequest'];
export type BalanceTermsRequest = components['schemas']['BalanceTermsRequest'];
export type Batch = components['schemas']['Batch'];
export type BatchList = components['schemas']['BatchList'];
export type BatchSummary = components['schemas']['BatchSummary'];
export type BulkForm = components['schemas']['BulkForm'];
export type BulkRequest = components['schemas']['BulkRequest'];
export type CallbackSecret = components['schemas']['CallbackSecret'];
export type CarrierBalance = components['schemas']['CarrierBalance'];
export type Ceiling = components['schemas']['Ceiling'];
export type CeilingFigures = components['schemas']['CeilingFigures'];
export type CheckoutRequest = components['schemas']['CheckoutRequest'];
export type CheckoutResponse = components['schemas']['CheckoutResponse'];
export type ConfirmRequest = components['schemas']['ConfirmRequest'];
export type Cost = components['schemas']['Cost'];
export type DecidingRoute = components['schemas']['DecidingRoute'];
export type Decision = components['schemas']['Decision'];
export type DecisionProvider = components['schemas']['DecisionProvider'];
export type Dedupe = components['schemas']['Dedupe'];
export type Delivery = components['schemas']['Delivery'];
export type DeliveryList = components['schemas']['DeliveryList'];
export type EitherError = components['schemas']['EitherError'];
export type EndedSessions = components['schemas']['EndedSessions'];
export type Enrolment = components['schemas']['Enrolment'];
export type EnrolRequest = components['schemas']['EnrolRequest'];
export type Error = components['schemas']['Error'];
export type ErrorView = components['schemas']['ErrorView'];
export type Event = components['schemas']['Event'];
export type EventReplayed = components['schemas']['EventReplayed'];
export type ExplainRequest = components['schemas']['ExplainRequest'];
export type Fault = components['schemas']['Fault'];
export type Forgot = components['schemas']['Forgot'];
export type ForgotRequest = components['schemas']['ForgotRequest'];
export type Handset = components['schemas']['Handset'];
export type HandsetMessage = components['schemas']['HandsetMessage'];
export type HandsetMessages = components['schemas']['HandsetMessages'];
export type Handsets = components['schemas']['Handsets'];
export type HandsetText = components['schemas']['HandsetText'];
export type HandsetTextResponse = components['schemas']['HandsetTextResponse'];
export type HealthChange = components['schemas']['HealthChange'];
export type HealthChangeList = components['schemas']['HealthChangeList'];
export type HealthView = components['schemas']['HealthView'];
export type InboxList = components['schemas']['InboxList'];
export type Invitation = components['schemas']['Invitation'];
export type InvitationList = components['schemas']['InvitationList'];
export type InvitationTokenRequest = components['schemas']['InvitationTokenRequest'];
export type InvitedTo = components['schemas']['InvitedTo'];
export type InviteRequest = components['schemas']['InviteRequest'];
export type Issuer = components['schemas']['Issuer'];
export type IssuerCodeRequest = components['schemas']['IssuerCodeRequest'];
export type Issuers = components['schemas']['Issuers'];
export type LedgerEntry = components['schemas']['LedgerEntry'];
export type LedgerList = components['schemas']['LedgerList'];
export type Limit = components['schemas']['Limit'];
export type Limits = components['schemas']['Limits'];
export type Me = components['schemas']['Me'];
export type Member = components['schemas']['Member'];
export type Message = components['schemas']['Message'];
export type MessageClass = components['schemas']['MessageClass'];
export type MessageList = components['schemas']['MessageList'];
export type MessageStatus = components['schemas']['MessageStatus'];
export type Movement = components['schemas']['Movement'];
export type Networks = components['schemas']['Networks'];
export type NetworksRequest = components['schemas']['NetworksRequest'];
export type OffendingCharacter = components['schemas']['OffendingCharacter'];
export type OnInvalid = components['schemas']['OnInvalid'];
export type Organization = components['schemas']['Organization'];
export type OrganizationChange = components['schemas']['OrganizationChange'];
export type OrganizationCounts = components['schemas']['OrganizationCounts'];
export type OrganizationLimits = components['schemas']['OrganizationLimits'];
export type OrganizationLimitsRequest = components['schemas']['OrganizationLimitsRequest'];
export type OrganizationList = components['schemas']['OrganizationList'];
export type OrganizationRequest = components['schemas']['OrganizationRequest'];
export type OwnerRequest = components['schemas']['OwnerRequest'];
export type PassedOverProvider = components['schemas']['PassedOverProvider'];
export type PasswordChanged = components['schemas']['PasswordChanged'];
export type PasswordRequest = components['schemas']['PasswordRequest'];
export type Place = components['schemas']['Place'];
export type PreviewRequest = components['schemas']['PreviewRequest'];
export type PreviewResponse = components['schemas']['PreviewResponse'];
export type PreviewRow = components['schemas']['PreviewRow'];
export type PreviousSecret = components['schemas']['PreviousSecret'];
export type Price = components['schemas']['Price'];
export type PriceLine = components['schemas']['PriceLine'];
export type PriceLineRequest = components['schemas']['PriceLineRequest'];
export type PriceLines = components['schemas']['PriceLines'];
export type PriceRemoved = components['schemas']['PriceRemoved'];
export type Privacy = components['schemas']['Privacy'];
export type Provider = components['schemas']['Provider'];
export type ProviderCheck = components['schemas']['ProviderCheck'];
export type ProviderHealth = components['schemas']['ProviderHealth'];
export type ProviderList = components['schemas']['ProviderList'];
export type ProviderRemoved = components['schemas']['ProviderRemoved'];
export type ProviderRequest = components['schemas']['ProviderRequest'];
export type ProviderTestRequest = components['schemas']['ProviderTestRequest'];
export type Quotas = components['schemas']['Quotas'];
export type QuotasRequest = components['schemas']['QuotasRequest'];
export type Recipient = components['schemas']['Recipient'];
export type RecoveryCodes = components['schemas']['RecoveryCodes'];
export type RecoveryCodesRequest = components['schemas']['RecoveryCodesRequest'];
export type RejectSenderRequest = components['schemas']['RejectSenderRequest'];
export type RemovedMember = components['schemas']['RemovedMember'];
export type RemoveSecondFactorRequest = components['schemas']['RemoveSecondFactorRequest'];
export type ReplayAnswer = components['schemas']['ReplayAnswer'];
export type ReplayRequest = components['schemas']['ReplayRequest'];
export type ResetRequest = components['schemas']['ResetRequest'];
export type RevealedNumber = components['schemas']['RevealedNumber'];
export type RoleRequest = components['schemas']['RoleRequest'];
export type RotateRequest = components['schemas']['RotateRequest'];
export type RotateSecretRequest = components['schemas']['RotateSecretRequest'];
export type Route = components['schemas']['Route'];
export type RouteList = components['schemas']['RouteList'];
export type RouteOrder = components['schemas']['RouteOrder'];
export type RouteProvider = components['schemas']['RouteProvider'];
export type RouteRemoved = components['schemas']['RouteRemoved'];
export type RouteRequest = components['schemas']['RouteRequest'];
export type RowFault = components['schemas']['RowFault'];
export type SecondFactor = components['schemas']['SecondFactor'];
export type SecurityEvent = components['schemas']['SecurityEvent'];
export type SecurityEventList = components['schemas']['SecurityEventList'];
export type SecurityPolicy = components['schemas']['SecurityPolicy'];
export type SendEither = components['schemas']['SendEither'];
export type Sender = components['schemas']['Sender'];
export type SenderList = components['schemas']['SenderList'];
export type SenderRemoved = components['schemas']['SenderRemoved'];
export type SenderRequest = components['schemas']['SenderRequest'];
export type SendRequest = components['schemas']['SendRequest'];
export type SendResponse = components['schemas']['SendResponse'];
export type Session = components['schemas']['Session'];
export type SessionList = components['schemas']['SessionList'];
export type Settings = components['schemas']['Settings'];
export type SettingsRequest = components['schemas']['SettingsRequest'];
export type SharedProvider = components['schemas']['SharedProvider'];
export type SharedProviderList = components['schemas']['SharedProviderList'];
export type SharingRequest = components['schemas']['SharingRequest'];
export type SignInRequest = components['schemas']['SignInRequest'];
export type Statement = components['schemas']['Statement'];
export type StatementLine = components['schemas']['StatementLine'];
export type StatusTotal = components['schemas']['StatusTotal'];
export type SuspendRequest = components['schemas']['SuspendRequest'];
export type Suspension = components['schemas']['Suspension'];
export type Switched = components['schemas']['Switched'];
export type SwitchRequest = components['schemas']['SwitchRequest'];
export type TeamList = components['schemas']['TeamList'];
export type Token = components['schemas']['Token'];
export type TopUp = components['schemas']['TopUp'];
export type TopUpList = components['schemas']['TopUpList'];
export type TopUpRequest = components['schemas']['TopUpRequest'];
export type Unit = components['schemas']['Unit'];
export type UnitLimit = components['schemas']['UnitLimit'];
export type UnitList = components['schemas']['UnitList'];
export type UnitMember = components['schemas']['UnitMember'];
export type UnitRemoved = components['schemas']['UnitRemoved'];
export type UnitRequest = components['schemas']['UnitRequest'];
export type UsageApiKey = components['schemas']['UsageApiKey'];
export type UsageCall = components['schemas']['UsageCall'];
export type UsageEndpoint = components['schemas']['UsageEndpoint'];
export type UsageFigures = components['schemas']['UsageFigures'];
export type UsageList = components['schemas']['UsageList'];
export type UsageStep = components['schemas']['UsageStep'];
export type UsageSummary = components['schemas']['UsageSummary'];
export type UsageUser = components['schemas']['UsageUser'];
export type User = components['schemas']['User'];
export type WebappAnswerHealthView = components['schemas']['WebappAnswer_HealthView'];
export type WebappAnswerWebappBalance = components['schemas']['WebappAnswer_WebappBalance'];
export type WebappAnswerWebappBulk = components['schemas']['WebappAnswer_WebappBulk'];
export type WebappAnswerWebappFile = components['schemas']['WebappAnswer_WebappFile'];
export type WebappAnswerWebappFiles = components['schemas']['WebappAnswer_WebappFiles'];
export type WebappAnswerWebappReportOrBulk = components['schemas']['WebappAnswer_WebappReportOrBulk'];
export type WebappAnswerWebappReports = components['schemas']['WebappAnswer_WebappReports'];
export type WebappAnswerWebappUpload = components['schemas']['WebappAnswer_WebappUpload'];
export type WebappBalance = components['schemas']['WebappBalance'];
export type WebappBulk = components['schemas']['WebappBulk'];
export type WebappBulkReport = components['schemas']['WebappBulkReport'];
export type WebappBulkRequest = components['schemas']['WebappBulkRequest'];
export type WebappCarrierBalance = components['schemas']['WebappCarrierBalance'];
export type WebappErrorDetail = components['schemas']['WebappErrorDetail'];
export type WebappFile = components['schemas']['WebappFile'];
export type WebappFiles = components['schemas']['WebappFiles'];
export type WebappMessage = components['schemas']['WebappMessage'];
export type WebappRefusal = components['schemas']['WebappRefusal'];
export type WebappRefused = components['schemas']['WebappRefused'];
export type WebappReport = components['schemas']['WebappReport'];
export type WebappReportOrBulk = components['schemas']['WebappReportOrBulk'];
export type WebappReports = components['schemas']['WebappReports'];
export type WebappSendRequest = components['schemas']['WebappSendRequest'];
export type WebappUpload = components['schemas']['WebappUpload'];
export type WebappUploadForm = components['schemas']['WebappUploadForm'];
export type Webhook = components['schemas']['Webhook'];
export type WebhookBacklog = components['schemas']['WebhookBacklog'];
export type WebhookHealth = components['schemas']['WebhookHealth'];
export type WebhookList = components['schemas']['WebhookList'];
export type WebhookRemoved = components['schemas']['WebhookRemoved'];
export type WebhookRequest = components['schemas']['WebhookRequest'];
export type WebhookTestRequest = components['schemas']['WebhookTestRequest'];
export type WebhookWithSecret = components['schemas']['WebhookWithSecret'];
export type $defs = Record<string, never>;
export interface operations {
    listAudit: {
        parameters: {
            query?: {
                /** @description This action, or all below it: `provider` for `provider.change` and the others */
                action?: string;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description At or after: RFC 3339, or a date (UTC) */
                from?: string;
                /** @description Entries a page, 1 to 200; 50 when absent */
                limit?: number;
                /** @description About what has this id */
                object?: string;
                /** @description Before: RFC 3339; or until the end of a date (UTC) */
                to?: string;
                /** @description By this person */
                userId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_AuditList"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    exportAudit: {
        parameters: {
            query?: {
                /** @description This action, or all below it: `provider` for `provider.change` and the others */
                action?: string;
                /** @description At or after: RFC 3339, or a date (UTC) */
                from?: string;
                /** @description About what has this id */
                object?: string;
                /** @description Before: RFC 3339; or until the end of a date (UTC) */
                to?: string;
                /** @description By this person */
                userId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    forgotPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ForgotRequest"];
            };
        };
        responses: {
            /** @description On its way, if there is an account */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Forgot"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many failures; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database is unavailable, or too much is asked at once; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    lookAtInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationTokenRequest"];
            };
        };
        responses: {
            /** @description What it invites to */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_InvitedTo"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database is unavailable, or too much is asked at once; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    acceptInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptRequest"];
            };
        };
        responses: {
            /** @description You belong to it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_InvitedTo"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database is unavailable, or too much is asked at once; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listIssuers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The issuers; there may be none */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Issuers"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    backFromIssuer: {
        parameters: {
            query?: {
                /** @description The issuer's code */
                code?: string;
                /** @description Why there is no code */
                error?: string;
                /** @description Which issuer it is (RFC 9207) */
                iss?: string;
                /** @description Which sign-in it is */
                state?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The issuer's name
                 * @example google
                 */
                issuer: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To the page that was asked for */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no issuer of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many tries from this address; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    startAtIssuer: {
        parameters: {
            query?: {
                /**
                 * @description The page that was asked for
                 * @example /messages
                 */
                next?: string;
                /** @description The organization to be in, by slug or id */
                organization?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The issuer's name
                 * @example google
                 */
                issuer: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To the issuer; or to `next`, with `signIn=unavailable` */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no issuer of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many tries from this address; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    issuerCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IssuerCodeRequest"];
            };
        };
        responses: {
            /** @description Signed in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Me"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description There is no such account, or it has another password, or it may not sign in: which, is not said. `CODE_REQUIRED`:
             *     the password is right, and a code of the second factor is missing, wrong, or was used
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The person does not belong to the organization that was named */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many failures for this account or this network; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many sign in at once, or the database or the directory is unavailable; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who you are */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Me"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordRequest"];
            };
        };
        responses: {
            /** @description Changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_PasswordChanged"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many failures; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResetRequest"];
            };
        };
        responses: {
            /** @description Changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_PasswordChanged"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database is unavailable, or too much is asked at once; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How it is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_SecondFactor"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    beginSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EnrolRequest"];
            };
        };
        responses: {
            /** @description Begun */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Enrolment"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many failures; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    removeSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemoveSecondFactorRequest"];
            };
        };
        responses: {
            /** @description Gone */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_SecondFactor"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many failures; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    confirmSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmRequest"];
            };
        };
        responses: {
            /** @description Enrolled */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_RecoveryCodes"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    renewRecoveryCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecoveryCodesRequest"];
            };
        };
        responses: {
            /** @description New ones */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_RecoveryCodes"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many failures; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_SessionList"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    endOtherSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They ended */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_EndedSessions"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The session's id
                 * @example ses_01k9zv0d3s8ra
                 */
                sessionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It ended */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_EndedSessions"];
                };
            };
            /** @description That is no id of this kind, or a parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInRequest"];
            };
        };
        responses: {
            /** @description Signed in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Me"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description There is no such account, or it has another password, or it may not sign in: which, is not said. `CODE_REQUIRED`:
             *     the password is right, and a code of the second factor is missing, wrong, or was used
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The person does not belong to the organization that was named */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many failures for this account or this network; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many sign in at once, or the database or the directory is unavailable; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_EndedSessions"];
                };
            };
            /** @description That is no id of this kind, or a parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    switchOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SwitchRequest"];
            };
        };
        responses: {
            /** @description You are there */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Switched"];
                };
            };
            /** @description That is no id of this kind, or a parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Settings"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    changeSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettingsRequest"];
            };
        };
        responses: {
            /** @description The settings as they are now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Settings"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listSecurityEvents: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Of this kind */
                kind?: string;
                /** @description Events a page, 1 to 200; 50 when absent */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_SecurityEventList"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getSecurityPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The policy */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_SecurityPolicy"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    changeSecurityPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecurityPolicy"];
            };
        };
        responses: {
            /** @description Changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_SecurityPolicy"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    webappSendTwin: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request get the first answer again */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebappSendRequest"];
            };
        };
        responses: {
            /** @description Accepted and on disk */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappAnswer_WebappBulk"];
                };
            };
            /** @description `VALIDATION_ERROR`: `details` names the field and its value */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description `INSUFFICIENT_FUNDS`: the balance does not reach for all of it; nothing was accepted, and `data` says what is missing */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description The key lacks the scope that the message names */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description The header `Idempotency-Key` came before with another request */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description `NO_PROVIDER`: there is nothing to send with */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description A limit is used up: `data.limit` names it, `Retry-After` says in how many seconds it has room again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description Nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
        };
    };
    analytics: {
        parameters: {
            query?: {
                /** @description `hour`, `day` or `month`; by hour up to two days and by day else */
                by?: string;
                /** @description Only this class: `otp`, `transactional`, `promotional` */
                class?: string;
                /** @description Only phones of this country, ISO 3166-1 */
                country?: string;
                /** @description `OUTBOUND` or `INBOUND` */
                direction?: string;
                /** @description Instead of `period`: RFC 3339, or a date of the zone */
                from?: string;
                /** @description `today`, `yesterday`, `this_week` (since Monday), `this_month`, `last_30_days` with any number up to 400; `last_30_days` when absent */
                period?: string;
                /** @description Only this provider, by name or id */
                provider?: string;
                /** @description A name of the IANA database; the organization's own when absent */
                timeZone?: string;
                /** @description RFC 3339, or a date of the zone, which is included; now when absent */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Analytics"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    analyticsSummary: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_AnalyticsSummary"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listApiKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_ApiKeyList"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyRequest"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_ApiKeyMade"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example key_01k9zv0d3s8ra
                 */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_ApiKey"];
                };
            };
            /** @description That is no id of this kind, or a parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    changeApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example key_01k9zv0d3s8ra
                 */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyRequest"];
            };
        };
        responses: {
            /** @description Changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_ApiKey"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example key_01k9zv0d3s8ra
                 */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_ApiKey"];
                };
            };
            /** @description That is no id of this kind, or a parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    rotateApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example key_01k9zv0d3s8ra
                 */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RotateRequest"];
            };
        };
        responses: {
            /** @description Rotated */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_ApiKeyMade"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getBalance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The balance */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Balance"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    adjustBalance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdjustmentRequest"];
            };
        };
        responses: {
            /** @description In the ledger */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_LedgerEntry"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    setBalanceAlert: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BalanceAlertRequest"];
            };
        };
        responses: {
            /** @description The balance */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Balance"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listBalanceAlerts: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Warnings a page, 1 to 200; 50 when absent */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_BalanceAlertList"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    openCheckout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CheckoutRequest"];
            };
        };
        responses: {
            /** @description The page */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_CheckoutResponse"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    setBalanceTerms: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BalanceTermsRequest"];
            };
        };
        responses: {
            /** @description The balance */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Balance"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listTopUps: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Top-ups a page, 1 to 200; 50 when absent */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_TopUpList"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    topUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TopUpRequest"];
            };
        };
        responses: {
            /** @description In the ledger */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_TopUp"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getTopUp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example tup_01k9zv0d3s8ra
                 */
                topUpId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The top-up */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_TopUp"];
                };
            };
            /** @description That is no id of this kind, or a parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listBatches: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Batches a page, 1 to 200; 50 when absent */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_BatchList"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getBatch: {
        parameters: {
            query?: {
                /** @description Only faults of rows after this one; `nextFaultsAfter` of the page before */
                faultsAfter?: number;
                /**
                 * @description Faults a page, 1 to 1,000
                 * @example 1000
                 */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description The id that the bulk send answered
                 * @example bat_01k9zv0d3s8ra
                 */
                batchId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The batch */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Batch"];
                };
            };
            /** @description That is no id of this kind, or a parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listCallbackDeliveries: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description An event, such as `message.delivered` */
                eventType?: string;
                /** @description Begun at or after: RFC 3339, or a date (UTC) */
                from?: string;
                /** @description Tries a page, 1 to 200; 50 when absent */
                limit?: number;
                /** @description Only of this message */
                messageId?: string;
                /** @description Only those that were taken, or were not */
                success?: boolean;
                /** @description Begun before: RFC 3339; or until the end of a date (UTC) */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_DeliveryList"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    replayCallbackDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The try's id
                 * @example dlv_01k9zv0d3s8ra
                 */
                deliveryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It waits to be told */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_EventReplayed"];
                };
            };
            /** @description That is no id of this kind, or a parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    replayCallbacks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayRequest"];
            };
        };
        responses: {
            /** @description They wait to be told */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_ReplayAnswer"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    callbackSecret: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The secret */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_CallbackSecret"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deliveryReportByGet: {
        parameters: {
            query?: {
                /** @description A provider's kind, name or id; Twilio is known by its fields */
                provider?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Taken and on disk; the body is what this carrier expects */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It cannot be read, or nothing says which carrier it is from; `x-tuma-reason` says why */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Its signature, secret or address is not what the provider asks for */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No provider has this token, or none of this kind takes it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is larger than 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description This address calls too often; `Retry-After` says when to send it again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It could not be stored: send it again; `Retry-After` says when */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    deliveryReport: {
        parameters: {
            query?: {
                /** @description A provider's kind, name or id; Twilio is known by its fields */
                provider?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description As the carrier sends it, at most 256 KiB */
        requestBody: {
            content: {
                "*/*": string;
            };
        };
        responses: {
            /** @description Taken and on disk; the body is what this carrier expects */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It cannot be read, or nothing says which carrier it is from; `x-tuma-reason` says why */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Its signature, secret or address is not what the provider asks for */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No provider has this token, or none of this kind takes it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is larger than 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description This address calls too often; `Retry-After` says when to send it again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It could not be stored: send it again; `Retry-After` says when */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    followEvents: {
        parameters: {
            query?: {
                /** @description As the header `Last-Event-ID`, for those who cannot set one */
                lastEventId?: string;
                /** @description `masked` masks them for whoever may see them too; `shown` is refused to who may not */
                numbers?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listHandsets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The phones */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Handsets"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getHandset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The phone's number; percent-encode the +
                 * @example %2B254722000111
                 */
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is on it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_HandsetMessages"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    writeFromHandset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The phone's number; percent-encode the +
                 * @example %2B254722000111
                 */
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandsetText"];
            };
        };
        responses: {
            /** @description Stored */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_HandsetTextResponse"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `NO_PROVIDER`: there is no provider that could take it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listInbox: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Came at or after: RFC 3339, or a date (UTC) */
                from?: string;
                /** @description Messages a page, 1 to 200; 50 when absent */
                limit?: number;
                /** @description From this phone */
                phone?: string;
                /** @description To this number, shortcode or name of yours; numbers as people write them, with or without `+` and country code */
                to?: string;
                /** @description Came before: RFC 3339; or until the end of a date (UTC) */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_InboxList"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listLedger: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Written at or after: RFC 3339, or a date (UTC) */
                from?: string;
                /** @description A kind, such as `SPEND` */
                kind?: string;
                /** @description Entries a page, 1 to 200; 50 when absent */
                limit?: number;
                /** @description Written before: RFC 3339; or until the end of a date (UTC) */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_LedgerList"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getLimits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every limit that holds */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Limits"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listMessages: {
        parameters: {
            query?: {
                /** @description Of this batch */
                batchId?: string;
                /** @description `nextCursor` of the page before, instead of `page` */
                cursor?: string;
                /** @description `OUTBOUND` or `INBOUND` */
                direction?: string;
                /** @description Accepted at or after: RFC 3339, or a date (UTC) */
                from?: string;
                /** @description Messages a page, 1 to 200; 50 when absent */
                limit?: number;
                /** @description From 1; up to row 10,000 */
                page?: number;
                /** @description To or from this number */
                phone?: string;
                /** @description A state, such as `DELIVERED` */
                status?: string;
                /** @description Accepted before: RFC 3339; or until the end of a date (UTC) */
                to?: string;
                /** @description Of this unit and those below it */
                unit?: string;
                /** @description To or from the phone of this message, in place of `phone` */
                with?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_MessageList"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    cancelMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id that the send answered
                 * @example msg_01k9zv0d3s8ra
                 */
                messageId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The message is CANCELLED */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_MessageStatus"];
                };
            };
            /** @description That is no id of this kind, or a parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `TOO_LATE`: its hand-over has begun, or it has ended */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    revealNumber: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The message's id
                 * @example msg_01k9zv0d3s8ra
                 */
                messageId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The number */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_RevealedNumber"];
                };
            };
            /** @description That is no id of this kind, or a parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getNetworks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The two lists */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Networks"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    changeNetworks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NetworksRequest"];
            };
        };
        responses: {
            /** @description Changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Networks"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    previewMessage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewRequest"];
            };
        };
        responses: {
            /** @description What it would be */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_PreviewResponse"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `NO_PROVIDER`: there is no provider that could take it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listPrices: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Lines a page, 1 to 200; 50 when absent */
                limit?: number;
                /** @description `organization` (when absent) or `platform` */
                list?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_PriceLines"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    addPrice: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PriceLineRequest"];
            };
        };
        responses: {
            /** @description In the list */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_PriceLine"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    removePrice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example prc_01k9zv0d3s8ra
                 */
                priceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_PriceRemoved"];
                };
            };
            /** @description That is no id of this kind, or a parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listProviders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_ProviderList"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    createProvider: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProviderRequest"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Provider"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example prv_01k9zv0d3s8ra
                 */
                providerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The provider */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Provider"];
                };
            };
            /** @description That is no id of this kind, or a parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    changeProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example prv_01k9zv0d3s8ra
                 */
                providerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProviderRequest"];
            };
        };
        responses: {
            /** @description Changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Provider"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    removeProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example prv_01k9zv0d3s8ra
                 */
                providerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_ProviderRemoved"];
                };
            };
            /** @description That is no id of this kind, or a parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    providerCeiling: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example prv_01k9zv0d3s8ra
                 */
                providerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What caps it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Ceiling"];
                };
            };
            /** @description That is no id of this kind, or a parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    providerHealth: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Changes a page, 1 to 200; 50 when absent */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example prv_01k9zv0d3s8ra
                 */
                providerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_HealthChangeList"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    testProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example prv_01k9zv0d3s8ra
                 */
                providerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProviderTestRequest"];
            };
        };
        responses: {
            /** @description What the carrier said */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_ProviderCheck"];
                };
            };
            /** @description The message is on disk */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_SendResponse"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INSUFFICIENT_FUNDS`: the balance does not have what the message may cost */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `OPTED_OUT`: the number opted out, the message is stored as REJECTED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    receiveByGet: {
        parameters: {
            query?: {
                /** @description A provider's kind, name or id; Twilio is known by its fields */
                provider?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Taken and on disk; the body is what this carrier expects */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It cannot be read, or nothing says which carrier it is from; `x-tuma-reason` says why */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Its signature, secret or address is not what the provider asks for */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No provider has this token, or none of this kind takes it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is larger than 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description This address calls too often; `Retry-After` says when to send it again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It could not be stored: send it again; `Retry-After` says when */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    receive: {
        parameters: {
            query?: {
                /** @description A provider's kind, name or id; Twilio is known by its fields */
                provider?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description As the carrier sends it, at most 256 KiB */
        requestBody: {
            content: {
                "*/*": string;
            };
        };
        responses: {
            /** @description Taken and on disk; the body is what this carrier expects */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It cannot be read, or nothing says which carrier it is from; `x-tuma-reason` says why */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Its signature, secret or address is not what the provider asks for */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No provider has this token, or none of this kind takes it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is larger than 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description This address calls too often; `Retry-After` says when to send it again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It could not be stored: send it again; `Retry-After` says when */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    deliveryCsv: {
        parameters: {
            query?: {
                /** @description `hour`, `day` or `month` */
                by?: string;
                /** @description Only this class */
                class?: string;
                /** @description Only phones of this country */
                country?: string;
                /** @description `OUTBOUND` or `INBOUND` */
                direction?: string;
                /** @description Instead of `period`: RFC 3339, or a date of the zone */
                from?: string;
                /** @description As for `/api/sms/analytics`; `last_30_days` when absent */
                period?: string;
                /** @description Only this provider */
                provider?: string;
                /** @description `steps` (the default), `providers`, `countries` or `classes` */
                table?: string;
                /** @description A name of the IANA database; the organization's own when absent */
                timeZone?: string;
                /** @description RFC 3339, or a date of the zone, which is included; now when absent */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deliveryPdf: {
        parameters: {
            query?: {
                /** @description `hour`, `day` or `month` */
                by?: string;
                /** @description Only this class */
                class?: string;
                /** @description Only phones of this country */
                country?: string;
                /** @description `OUTBOUND` or `INBOUND` */
                direction?: string;
                /** @description Instead of `period`: RFC 3339, or a date of the zone */
                from?: string;
                /** @description As for `/api/sms/analytics`; `last_30_days` when absent */
                period?: string;
                /** @description Only this provider */
                provider?: string;
                /** @description A name of the IANA database; the organization's own when absent */
                timeZone?: string;
                /** @description RFC 3339, or a date of the zone, which is included; now when absent */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    messagesCsv: {
        parameters: {
            query?: {
                /** @description Of this batch */
                batchId?: string;
                /** @description `OUTBOUND` or `INBOUND` */
                direction?: string;
                /** @description Accepted at or after: RFC 3339, or a date (UTC) */
                from?: string;
                /** @description `whole` or `masked`; whole for whoever may see them */
                numbers?: string;
                /** @description To or from this number */
                phone?: string;
                /** @description A state, such as `DELIVERED` */
                status?: string;
                /** @description Accepted before: RFC 3339; or until the end of a date (UTC) */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listRoutes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_RouteList"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    createRoute: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RouteRequest"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Route"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getRoute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example rte_01k9zv0d3s8ra
                 */
                routeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The route */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Route"];
                };
            };
            /** @description That is no id of this kind, or a parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    changeRoute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example rte_01k9zv0d3s8ra
                 */
                routeId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RouteRequest"];
            };
        };
        responses: {
            /** @description Changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Route"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    removeRoute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example rte_01k9zv0d3s8ra
                 */
                routeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_RouteRemoved"];
                };
            };
            /** @description That is no id of this kind, or a parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    explainRoute: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExplainRequest"];
            };
        };
        responses: {
            /** @description Its way */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Decision"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `NO_PROVIDER`: there is no provider that could take it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    sendMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same as the field `idempotencyKey` */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendEither"];
            };
        };
        responses: {
            /** @description The same, to a body of source 001 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappAnswer_WebappBulk"];
                };
            };
            /** @description Accepted and on disk */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_SendResponse"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault, or the body has both shapes at once */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EitherError"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope that the message names */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The idempotency key came before with another request; `data.first` has the first answer */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EitherError"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `OPTED_OUT`: the number opted out, the message is stored as REJECTED; `NO_PROVIDER`: there is nothing to send with */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EitherError"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EitherError"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EitherError"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EitherError"];
                };
            };
        };
    };
    sendBulk: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same as the field `idempotencyKey` */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkRequest"];
                "multipart/form-data": components["schemas"]["BulkForm"];
            };
        };
        responses: {
            /** @description The batch is on disk */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Batch"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `INSUFFICIENT_FUNDS`: the balance does not have what the messages may cost; none of them was accepted, and `data`
             *     says what is missing
             */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The idempotency key came before with another request; `data.first` has the first answer */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `OPTED_OUT`: the number opted out, the message is stored as REJECTED; `NO_PROVIDER`: there is nothing to send with */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listSenders: {
        parameters: {
            query?: {
                /** @description `pending`, `approved` or `rejected` */
                status?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_SenderList"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    requestSender: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SenderRequest"];
            };
        };
        responses: {
            /** @description Asked for */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Sender"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getSender: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example snd_01k9zv0d3s8ra
                 */
                senderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sender ID */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Sender"];
                };
            };
            /** @description That is no id of this kind, or a parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    removeSender: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example snd_01k9zv0d3s8ra
                 */
                senderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Given up */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_SenderRemoved"];
                };
            };
            /** @description That is no id of this kind, or a parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStatement: {
        parameters: {
            query: {
                /** @description `json` when absent */
                format?: "json" | "csv" | "pdf";
                /** @description The first day, such as 2026-03-01 */
                from: string;
                /** @description The last day */
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The statement; a file for `csv` and `pdf` */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Statement"];
                    "application/pdf": string;
                    "text/csv": string;
                };
            };
            /** @description That is no id of this kind, or a parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    messageStatus: {
        parameters: {
            query?: {
                /** @description `true` asks the carrier what became of it before answering */
                refresh?: boolean;
            };
            header?: never;
            path: {
                /**
                 * @description The id that the send answered
                 * @example msg_01k9zv0d3s8ra
                 */
                messageId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The message */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_MessageStatus"];
                };
            };
            /** @description That is no id of this kind, or a parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listUsage: {
        parameters: {
            query?: {
                /** @description Only of this key */
                apiKeyId?: string;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Only of this route, as it is listed */
                endpoint?: string;
                /** @description At or after: RFC 3339, or a date (UTC) */
                from?: string;
                /** @description Calls a page, 1 to 200; 50 when absent */
                limit?: number;
                /** @description A status such as `404`, or a class such as `4xx` */
                status?: string;
                /** @description Before: RFC 3339; or until the end of a date (UTC) */
                to?: string;
                /** @description Only of this person */
                userId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_UsageList"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    usageSummary: {
        parameters: {
            query?: {
                /** @description `hour`, `day` or `month`; by hour up to two days and by day else */
                by?: string;
                /** @description Instead of `period`: RFC 3339, or a date of the zone */
                from?: string;
                /** @description As for `/api/sms/analytics`; `last_30_days` when absent */
                period?: string;
                /** @description A name of the IANA database; the organization's own when absent */
                timeZone?: string;
                /** @description RFC 3339, or a date of the zone, which is included; now when absent */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The counts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_UsageSummary"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_WebhookList"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookRequest"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_WebhookWithSecret"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example whk_01k9zv0d3s8ra
                 */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The webhook */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Webhook"];
                };
            };
            /** @description That is no id of this kind, or a parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    changeWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example whk_01k9zv0d3s8ra
                 */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookRequest"];
            };
        };
        responses: {
            /** @description Changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Webhook"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    removeWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example whk_01k9zv0d3s8ra
                 */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_WebhookRemoved"];
                };
            };
            /** @description That is no id of this kind, or a parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description An event, such as `message.delivered` or `security.*` */
                eventType?: string;
                /** @description Begun at or after: RFC 3339, or a date (UTC) */
                from?: string;
                /** @description Tries a page, 1 to 200; 50 when absent */
                limit?: number;
                /** @description Only of this message */
                messageId?: string;
                /** @description Only those that were taken, or were not */
                success?: boolean;
                /** @description Begun before: RFC 3339; or until the end of a date (UTC) */
                until?: string;
            };
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example whk_01k9zv0d3s8ra
                 */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_DeliveryList"];
                };
            };
            /** @description That is no id of this kind, or a parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    replayWebhookDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The try's id
                 * @example dlv_01k9zv0d3s8ra
                 */
                deliveryId: string;
                /**
                 * @description The webhook's id
                 * @example whk_01k9zv0d3s8ra
                 */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It waits to be told */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_EventReplayed"];
                };
            };
            /** @description That is no id of this kind, or a parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    replayWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example whk_01k9zv0d3s8ra
                 */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayRequest"];
            };
        };
        responses: {
            /** @description They wait to be told */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_ReplayAnswer"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example whk_01k9zv0d3s8ra
                 */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RotateSecretRequest"];
            };
        };
        responses: {
            /** @description Changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_WebhookWithSecret"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example whk_01k9zv0d3s8ra
                 */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookTestRequest"];
            };
        };
        responses: {
            /** @description What came of it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Delivery"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listSystemAudit: {
        parameters: {
            query?: {
                /** @description This action, or all below it */
                action?: string;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description At or after: RFC 3339, or a date (UTC) */
                from?: string;
                /** @description Entries a page, 1 to 200; 50 when absent */
                limit?: number;
                /** @description About what has this id */
                object?: string;
                /** @description Before: RFC 3339; or until the end of a date (UTC) */
                to?: string;
                /** @description By this person */
                userId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_AuditList"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listOrganizations: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Organizations a page, 1 to 200; 50 when absent */
                limit?: number;
                /** @description With this text in the name or slug */
                search?: string;
                /** @description `true`: those that are suspended; `false`: those that work */
                suspended?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_OrganizationList"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    createOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrganizationRequest"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Organization"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example org_01k9zv0d3s8ra
                 */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The organization */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Organization"];
                };
            };
            /** @description That is no id of this kind, or a parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    changeOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example org_01k9zv0d3s8ra
                 */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrganizationChange"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Organization"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getOrganizationLimits: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example org_01k9zv0d3s8ra
                 */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its own limits */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_OrganizationLimits"];
                };
            };
            /** @description That is no id of this kind, or a parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    setOrganizationLimits: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example org_01k9zv0d3s8ra
                 */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrganizationLimitsRequest"];
            };
        };
        responses: {
            /** @description As they are now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_OrganizationLimits"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    inviteOwner: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example org_01k9zv0d3s8ra
                 */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnerRequest"];
            };
        };
        responses: {
            /** @description Invited; the mail is on its way */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Invitation"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    setQuotas: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example org_01k9zv0d3s8ra
                 */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuotasRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Organization"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    resumeOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example org_01k9zv0d3s8ra
                 */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Organization"];
                };
            };
            /** @description That is no id of this kind, or a parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    suspendOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example org_01k9zv0d3s8ra
                 */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SuspendRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Organization"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listSharedProviders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_SharedProviderList"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    createSharedProvider: {
        parameters: {
            query?: {
                /** @description `all` (when absent) or `chosen` */
                sharing?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProviderRequest"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_SharedProvider"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getSharedProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example prv_01k9zv0d3s8ra
                 */
                providerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The provider */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_SharedProvider"];
                };
            };
            /** @description That is no id of this kind, or a parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    changeSharedProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example prv_01k9zv0d3s8ra
                 */
                providerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProviderRequest"];
            };
        };
        responses: {
            /** @description Changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_SharedProvider"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    removeSharedProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example prv_01k9zv0d3s8ra
                 */
                providerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_ProviderRemoved"];
                };
            };
            /** @description That is no id of this kind, or a parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    shareProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example prv_01k9zv0d3s8ra
                 */
                providerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SharingRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_SharedProvider"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listSystemSecurityEvents: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Of this kind */
                kind?: string;
                /** @description Events a page, 1 to 200; 50 when absent */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_SecurityEventList"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listAskedSenders: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Sender IDs a page, 1 to 200; 50 when absent */
                limit?: number;
                /** @description `pending`, `approved` or `rejected` */
                status?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_AskedSenderList"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    approveSender: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example snd_01k9zv0d3s8ra
                 */
                senderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApproveSenderRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Sender"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    rejectSender: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example snd_01k9zv0d3s8ra
                 */
                senderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RejectSenderRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Sender"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listTeam: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_TeamList"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    changeRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The person's id
                 * @example usr_01k9zv0d3s8ra
                 */
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoleRequest"];
            };
        };
        responses: {
            /** @description The team as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_TeamList"];
                };
            };
            /** @description That is no id of this kind, or a parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    removeMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The person's id
                 * @example usr_01k9zv0d3s8ra
                 */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_RemovedMember"];
                };
            };
            /** @description That is no id of this kind, or a parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listInvitations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_InvitationList"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    invite: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InviteRequest"];
            };
        };
        responses: {
            /** @description Invited; the mail is on its way */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Invitation"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    endInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The invitation's id
                 * @example inv_01k9zv0d3s8ra
                 */
                invitationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Those that are left */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_InvitationList"];
                };
            };
            /** @description That is no id of this kind, or a parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listUnits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_UnitList"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    createUnit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnitRequest"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Unit"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    changeUnit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example unt_01k9zv0d3s8ra
                 */
                unitId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnitRequest"];
            };
        };
        responses: {
            /** @description Changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Unit"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    removeUnit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example unt_01k9zv0d3s8ra
                 */
                unitId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_UnitRemoved"];
                };
            };
            /** @description That is no id of this kind, or a parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    limitMember: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnitLimit"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_UnitLimit"];
                };
            };
            /** @description That is no id of this kind, or a parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
             *     installation has stopped the organization
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
             *     seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
             *     is nearest to its end
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    webappUploadTwin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["WebappUploadForm"];
            };
        };
        responses: {
            /** @description What was found */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappAnswer_WebappUpload"];
                };
            };
            /** @description `VALIDATION_ERROR`: `details` names the field and its value */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description The key lacks the scope that the message names */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description A limit is used up: `data.limit` names it, `Retry-After` says in how many seconds it has room again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description Nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
        };
    };
    webappBalance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The balances */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappAnswer_WebappBalance"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description The key lacks the scope that the message names */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description A limit is used up: `data.limit` names it, `Retry-After` says in how many seconds it has room again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description Nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
        };
    };
    issueToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInRequest"];
            };
        };
        responses: {
            /** @description A token */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Token"];
                };
            };
            /** @description A value, a field or the JSON itself is at fault; every fault names field and mend */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description There is no such account, or it has another password, or it may not sign in: which, is not said. `CODE_REQUIRED`:
             *     the password is right, and a code of the second factor is missing, wrong, or was used
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The person does not belong to the organization that was named */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many failures for this account or this network; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many sign in at once, or the database or the directory is unavailable; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    webappFiles: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description Uploads a page, 1 to 200; 50 when absent */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappAnswer_WebappFiles"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description The key lacks the scope that the message names */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description A limit is used up: `data.limit` names it, `Retry-After` says in how many seconds it has room again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description Nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
        };
    };
    webappFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id that the upload answered
                 * @example fil_01k9zv0d3s8ra
                 */
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The upload */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappAnswer_WebappFile"];
                };
            };
            /** @description That is no id of this kind, or a parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description The key lacks the scope that the message names */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description A limit is used up: `data.limit` names it, `Retry-After` says in how many seconds it has room again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description Nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
        };
    };
    webappUpload: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["WebappUploadForm"];
            };
        };
        responses: {
            /** @description What was found */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappAnswer_WebappUpload"];
                };
            };
            /** @description `VALIDATION_ERROR`: `details` names the field and its value */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description The key lacks the scope that the message names */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description A limit is used up: `data.limit` names it, `Retry-After` says in how many seconds it has room again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description Nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
        };
    };
    webappHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ready */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappAnswer_HealthView"];
                };
            };
            /** @description Not ready; the message says why */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
        };
    };
    webappMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Prometheus text format */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
        };
    };
    webappBulk: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request get the first answer again */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebappBulkRequest"];
            };
        };
        responses: {
            /** @description Accepted and on disk */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappAnswer_WebappBulk"];
                };
            };
            /** @description `VALIDATION_ERROR`: `details` names the field and its value */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description `INSUFFICIENT_FUNDS`: the balance does not reach for all of it; nothing was accepted, and `data` says what is missing */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description The key lacks the scope that the message names */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description The caller's organization has no such file */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description The header `Idempotency-Key` came before with another request */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description `NO_PROVIDER`: there is nothing to send with */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description A limit is used up: `data.limit` names it, `Retry-After` says in how many seconds it has room again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description Nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
        };
    };
    webappReports: {
        parameters: {
            query?: {
                /** @description Only this bulk's */
                bulk_id?: string;
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description Accepted at or after: RFC 3339, or a date (UTC) */
                from?: string;
                /** @description Reports a page, 1 to 200; 50 when absent */
                limit?: number;
                /** @description Accepted before: RFC 3339; or until the end of a date (UTC) */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappAnswer_WebappReports"];
                };
            };
            /** @description A parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description The key lacks the scope that the message names */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description The caller's organization has no such bulk */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description A limit is used up: `data.limit` names it, `Retry-After` says in how many seconds it has room again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description Nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
        };
    };
    webappReport: {
        parameters: {
            query?: {
                /** @description Of a bulk: `next_cursor` of the page before */
                cursor?: string;
                /** @description Of a bulk: reports a page, 1 to 200; 50 when absent */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description A `message_id` or a `bulk_id`
                 * @example bat_01k9zv0d3s8ra
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappAnswer_WebappReportOrBulk"];
                };
            };
            /** @description That is no id of this kind, or a parameter is at fault */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description The key lacks the scope that the message names */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description The caller's organization has no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description A limit is used up: `data.limit` names it, `Retry-After` says in how many seconds it has room again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description Nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
        };
    };
    webappSend: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request get the first answer again */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebappSendRequest"];
            };
        };
        responses: {
            /** @description Accepted and on disk */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappAnswer_WebappBulk"];
                };
            };
            /** @description `VALIDATION_ERROR`: `details` names the field and its value */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description No key, or one that is unknown, revoked or expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description `INSUFFICIENT_FUNDS`: the balance does not reach for all of it; nothing was accepted, and `data` says what is missing */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description The key lacks the scope that the message names */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description The header `Idempotency-Key` came before with another request */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description The body or the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description The body is of another content type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description `NO_PROVIDER`: there is nothing to send with */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description A limit is used up: `data.limit` names it, `Retry-After` says in how many seconds it has room again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description A fault on our side; quote the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
            /** @description Nothing was accepted; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebappRefusal"];
                };
            };
        };
    };
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ready */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_HealthView"];
                };
            };
            /** @description Not ready; the message says why */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    healthLive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It works */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_HealthView"];
                };
            };
            /** @description It should be started again; the message says why */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    healthReady: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ready */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_HealthView"];
                };
            };
            /** @description Not ready; the message says why */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    hookByGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The end of the provider's `webhookPath` */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Taken and on disk; the body is what this carrier expects */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It cannot be read, or nothing says which carrier it is from; `x-tuma-reason` says why */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Its signature, secret or address is not what the provider asks for */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No provider has this token, or none of this kind takes it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is larger than 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description This address calls too often; `Retry-After` says when to send it again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It could not be stored: send it again; `Retry-After` says when */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    hook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The end of the provider's `webhookPath` */
                token: string;
            };
            cookie?: never;
        };
        /** @description As the carrier sends it, at most 256 KiB */
        requestBody: {
            content: {
                "*/*": string;
            };
        };
        responses: {
            /** @description Taken and on disk; the body is what this carrier expects */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It cannot be read, or nothing says which carrier it is from; `x-tuma-reason` says why */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Its signature, secret or address is not what the provider asks for */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No provider has this token, or none of this kind takes it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is larger than 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description This address calls too often; `Retry-After` says when to send it again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It could not be stored: send it again; `Retry-After` says when */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    hookOfKindByGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description `report`, `inbound` or `optout`
                 * @example report
                 */
                kind: string;
                /** @description The end of the provider's `webhookPath` */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Taken and on disk; the body is what this carrier expects */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It cannot be read, or nothing says which carrier it is from; `x-tuma-reason` says why */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Its signature, secret or address is not what the provider asks for */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No provider has this token, or none of this kind takes it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is larger than 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description This address calls too often; `Retry-After` says when to send it again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It could not be stored: send it again; `Retry-After` says when */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    hookOfKind: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description `report`, `inbound` or `optout`
                 * @example report
                 */
                kind: string;
                /** @description The end of the provider's `webhookPath` */
                token: string;
            };
            cookie?: never;
        };
        /** @description As the carrier sends it, at most 256 KiB */
        requestBody: {
            content: {
                "*/*": string;
            };
        };
        responses: {
            /** @description Taken and on disk; the body is what this carrier expects */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It cannot be read, or nothing says which carrier it is from; `x-tuma-reason` says why */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Its signature, secret or address is not what the provider asks for */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No provider has this token, or none of this kind takes it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is larger than 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description This address calls too often; `Retry-After` says when to send it again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It could not be stored: send it again; `Retry-After` says when */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Prometheus text format */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
        };
    };
    paymentEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Such as `stripe`
                 * @example stripe
                 */
                provider: string;
            };
            cookie?: never;
        };
        /** @description As the payment provider sends it, at most 256 KiB */
        requestBody: {
            content: {
                "*/*": string;
            };
        };
        responses: {
            /** @description Taken and on disk; the body is what this carrier expects */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It cannot be read, or nothing says which carrier it is from; `x-tuma-reason` says why */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Its signature, secret or address is not what the provider asks for */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No provider has this token, or none of this kind takes it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is larger than 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description This address calls too often; `Retry-After` says when to send it again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It could not be stored: send it again; `Retry-After` says when */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    smsCallbackByGet: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Taken and on disk; the body is what this carrier expects */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It cannot be read, or nothing says which carrier it is from; `x-tuma-reason` says why */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Its signature, secret or address is not what the provider asks for */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No provider has this token, or none of this kind takes it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is larger than 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description This address calls too often; `Retry-After` says when to send it again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It could not be stored: send it again; `Retry-After` says when */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    smsCallback: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description As the carrier sends it, at most 256 KiB */
        requestBody: {
            content: {
                "*/*": string;
            };
        };
        responses: {
            /** @description Taken and on disk; the body is what this carrier expects */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It cannot be read, or nothing says which carrier it is from; `x-tuma-reason` says why */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Its signature, secret or address is not what the provider asks for */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No provider has this token, or none of this kind takes it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body stopped coming */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is larger than 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description This address calls too often; `Retry-After` says when to send it again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It could not be stored: send it again; `Retry-After` says when */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
