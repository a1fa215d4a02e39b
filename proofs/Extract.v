(** * The kernel, extracted: what was proved is what runs

    Natural numbers and integers become the integers of OCaml, which have 63 bits; the largest number of a sound rule set
    takes 50. *)

From Coq Require Import Extraction ExtrOcamlBasic ExtrOcamlNatInt ExtrOcamlZInt.
From Triage Require Import Language Check Fast.

Extraction Language OCaml.
Extraction "kernel/kernel.ml"
  rank set nothing person_of accepts harmless firmness reasons open_in fast_relevant asked_for
  make_ready fast_result fast_evaluate fast_ceiling
  sound is_consistent refused fast_lowered closes.
