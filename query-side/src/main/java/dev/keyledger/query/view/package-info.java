/// What questions share: how a view follows the ledger, and how an answer is made sure to be fresh.
@NullMarked
package dev.keyledger.query.view;

import org.jspecify.annotations.NullMarked;
