"""Reconciliation: kinds of breaks, their causes, how they end, and what became of an attempt."""

from web.i18n import N_, NP_

LABELS: dict[str, dict[str, str]] = {
    "break_kind": {
        "missing_in_ledger": N_("Missing in the ledger"),
        "missing_at_operator": N_("Missing at M-Pesa"),
        "amount_differs": N_("Amount differs"),
        "duplicate": N_("Listed twice"),
        "wrong_day": N_("Another day"),
        "unknown_kind": N_("Unknown kind of line"),
        "opening_balance": N_("Opening balance"),
    },
    "break_cause": {
        "missing_in_ledger": N_(
            "M-Pesa moved this money and no message told us. What the Pull API lists too is posted by itself; "
            "what only a file tells waits for two people, because a file can be forged."
        ),
        "missing_at_operator": N_(
            "We posted it and M-Pesa does not list it. The statement may be too short, or the message was not M-Pesa's."
        ),
        "amount_differs": N_("M-Pesa and the message name different amounts for one receipt."),
        "duplicate": N_("M-Pesa lists one receipt twice. A copied row with the same balance is no money."),
        "wrong_day": N_("Both agree on the money. It counts for the first open day here and for the day before there."),
        "unknown_kind": N_("M-Pesa lists a kind of movement that we don't know."),
        "opening_balance": N_(
            "The first statement of this account says what was there before. It is booked as our own money when "
            "two people agree, because a file can be forged."
        ),
    },
    "break_do": {
        "missing_in_ledger": N_(
            "Look up the receipt in the portal: amount, time and account typed. If they agree, have it posted. If "
            "somebody moved money in the portal, ask who and why."
        ),
        "missing_at_operator": N_(
            "Read a statement that covers the whole day. If the receipt is not in the portal either, "
            "treat it as a forged message: freeze the vehicle's withdrawals and call M-Pesa."
        ),
        "amount_differs": N_(
            "Look up the receipt in the portal. If its amount is right, match it by force: the difference "
            "goes to the account for differences."
        ),
        "duplicate": N_(
            "Compare the balances of both rows. If they are equal, it is a copied line. If the balance moved "
            "twice, the money is real: match it by force."
        ),
        "wrong_day": N_("Nothing, if it is explained. Say so, so that it leaves the list."),
        "unknown_kind": N_("Ask M-Pesa what it is. Then match it by force, and tell developers its words."),
        "opening_balance": N_(
            "Compare it with the balance that the portal shows for that moment. Then have it posted."
        ),
    },
    "break_state": {
        "open": N_("open"),
        "proposed": N_("waits for a second person"),
        "resolved": N_("resolved"),
        "cleared": N_("explained itself"),
    },
    "break_resolution": {
        "explained": N_("Explained: no money moves"),
        "forced": N_("Match by force: the difference goes to the account for differences"),
        "posted": N_("Post what is missing"),
        "reversal": N_("M-Pesa took the payment back"),
        "not_money": N_("A copied line, no money"),
        "matched": N_("The line is matched"),
        "line_came": N_("M-Pesa lists it now"),
    },
    "break_done": {
        "proposed": N_("Proposed. A second person decides."),
        "reversal": N_("Proposed. It waits among what M-Pesa took back."),
        "approved": N_("Decided: it ends as proposed."),
        "declined": N_("Declined. The break is open again."),
    },
    "break_not": {
        "none_chosen": N_("Tick at least one break."),
        "no_reason": N_("Give a reason of 10 letters or more that says something."),
        "not_for_this": N_("This break can't end so."),
        "bad_resolution": N_("Choose how it ends."),
        "changed": N_("Something else is proposed now than you saw. Read it first."),
        "cleared": N_("It has explained itself meanwhile. Nothing was changed."),
        "proposed": N_("It was proposed before and waits for a second person."),
        "resolved": N_("Two people have resolved it already."),
        "open": N_("Nobody proposes an end for it now."),
        "same_person": N_("You proposed this. Somebody else must decide."),
        "uploaded_it": N_("You uploaded the file. Somebody else must decide."),
        "gone": N_("Somebody else has just decided."),
        "same": N_("It is recorded already that M-Pesa took it back."),
    },
    "line_source": {"statement": N_("statement"), "pull": N_("Pull API")},
    "line_kind": {
        "payment": N_("Payment in"),
        "charge": N_("Charge of a payment"),
        "reversal": N_("Taken back"),
        "payout": N_("Withdrawal"),
        "payout_fee": N_("Fee of a withdrawal"),
        "sweep": N_("Between our accounts or to the bank"),
        "other": N_("Another kind"),
    },
    "line_rule": {
        "receipt": N_("by receipt"),
        "lines_of_one_receipt": N_("several lines of one payment"),
        "before_opening": N_("before our accounts were opened here"),
        "charge": N_("charge posted"),
        "payout_fee": N_("fee posted"),
        "reversal": N_("taken back, recorded by two people"),
        "amount_receiver_time": N_("by amount, receiver and time"),
        "own_accounts": N_("between our own accounts"),
        "to_bank": N_("to the bank"),
        "forced": N_("by force"),
        "open": NP_("line", "not matched"),
        "copy": N_("a copied line"),
    },
    "day_proof": {
        "proven": N_("balances agree"),
        "unproven": N_("balances don't agree"),
        "not_stated": N_("states no balances"),
        "none": N_("no statement"),
    },
    "break_decision": {"approved": N_("approved"), "declined": N_("declined")},
    "trust_charge": {"payment": N_("payment of KES"), "payout": N_("withdrawal of KES")},
    "trust_state": {"proven": N_("agrees"), "differs": N_("differs"), "no_statement": N_("no statement yet")},
}
