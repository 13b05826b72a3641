// Package model holds the nouns of an architecture as AWS and Terraform name them.
//
// Two conventions carry the whole design. First, unknown is a value and the
// default: the zero [Value] and the zero [List] are unknown, so an attribute a
// collector forgets can never read as false, zero or "none". Second, one thing has
// one form: the three ways to write a security-group rule, or a plan and a live
// account, end in the same nouns, and nobody downstream can tell them apart.
//
// The package imports only the standard library.
package model
