package dev.keyledger.command.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// For the documentation of an operation whose answer says, by [ConfirmedChanges], which nodes its
/// change has reached.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Confirmed {}
