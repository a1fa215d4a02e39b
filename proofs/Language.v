(** * The language: what a rule set is, and what it says of somebody's answers

    Read this page first. It is the whole meaning of the rule language, and each definition can be run. Nothing here is
    proved; what is proved of it stands in [Theorems.v].

    Names of findings, options and aliases are natural numbers here; the driver numbers the words of a rule file.
    Definitions are opened before: a definition is a condition with a name, one member wherever it is used. *)

From Coq Require Import ZArith Arith Bool List.
Import ListNotations.

Definition name := nat.

(** ** Outcomes *)

Inductive level := Stop | Seek_care | Emergency.
Inductive timeframe := Fortnight | Week | Days | Today | Now | At_once.
Inductive outcome := None_found | Found (l : level) (within : timeframe).

Definition level_rank (l : level) : nat :=
  match l with Stop => 0 | Seek_care => 1 | Emergency => 2 end.

Definition time_rank (t : timeframe) : nat :=
  match t with Fortnight => 0 | Week => 1 | Days => 2 | Today => 3 | Now => 4 | At_once => 5 end.

(** The place of an outcome in the order: by level, then by timeframe. *)
Definition rank (o : outcome) : nat :=
  match o with None_found => 0 | Found l t => 1 + (level_rank l * 6 + time_rank t) end.

(** [o] is no worse than [p]. *)
Definition at_most (o p : outcome) : Prop := rank o <= rank p.
Notation "o <=o p" := (at_most o p) (at level 70).

Definition worse_of (o p : outcome) : outcome := if rank o <=? rank p then p else o.
Definition worst (os : list outcome) : outcome := fold_right worse_of None_found os.

(** ** Answers

    A number is a whole count of ten-millionths of the finding's unit: 38.4 degrees is 384000000.
    Rule files have at most
    six decimals, so every line of theirs is a multiple of ten, and an answer finer than that has nine places to stand in
    between any two lines. *)

Inductive answer := Yes | No | Unsure | Number (value : Z) | Option (which : name).

Definition scale : Z := 10000000.

(** The answers given. [None]: not asked. *)
Definition symptoms := name -> option answer.

Definition nothing : symptoms := fun _ => None.
Definition set (n : name) (a : answer) (A : symptoms) : symptoms := fun m => if n =? m then Some a else A m.

Definition mem (n : name) (ns : list name) : bool := existsb (Nat.eqb n) ns.

(** ** Conditions: no negation, no weights *)

Inductive operator := GE | GT | LE | LT.

Inductive leaf :=
| Present (f : name)
| Bound (f : name) (op : operator) (line : Z)
| Chosen (f : name) (options : list name).

(** Among the options of a leaf, this one stands for the answer [Unsure]. *)
Definition unsure_option : name := 0.

Definition about (l : leaf) : name :=
  match l with Present f => f | Bound f _ _ => f | Chosen f _ => f end.

(** How many members must hold. *)
Inductive how_many := All | Any | At_least (count : nat).

Inductive condition :=
| Leaf (l : leaf)
| Of (how : how_many) (members : list condition).

Definition needed (how : how_many) (members : list condition) : nat :=
  match how with All => length members | Any => 1 | At_least k => k end.

Definition compare (op : operator) (x line : Z) : bool :=
  match op with GE => line <=? x | GT => line <? x | LE => x <=? line | LT => x <? line end%Z.

(** Whether one answer, on its own and without what it implies, meets a leaf over its finding. *)
Definition meets (a : answer) (l : leaf) : bool :=
  match l, a with
  | Present _, Yes => true
  | Bound _ op line, Number x => compare op x line
  | Chosen _ os, Option o => mem o os
  | Chosen _ os, Unsure => mem unsure_option os
  | _, _ => false
  end.

Definition given (A : symptoms) (l : leaf) : bool :=
  match A (about l) with Some a => meets a l | None => false end.

Definition counted (bs : list bool) : nat := length (filter (fun b => b) bs).

(** A condition, when it is known which leaves are met. *)
Fixpoint holds (met : leaf -> bool) (c : condition) : bool :=
  match c with
  | Leaf l => met l
  | Of how cs => needed how cs <=? counted (map (holds met) cs)
  end.

Fixpoint leaves (c : condition) : list leaf :=
  match c with Leaf l => [l] | Of _ cs => flat_map leaves cs end.

(** ** Vocabulary *)

Inductive direction := Higher | Lower | Both (band_low band_high : Z).

Inductive kind :=
| Flag
| Quantity (low high : Z) (whole : bool) (plausible : Z * Z) (worse : direction)
| Choice (options : list name).                      (* besides [Unsure], which every choice has *)

Inductive asked := Person | Clinician | App.

Record finding := {
  name_of : name;
  aliases : list name;                               (* of a flag *)
  kind_of : kind;
  asked_of : asked;
  context : bool;
  critical : bool;
  gate : bool;
  doubtful : bool;                                   (* unsure is a doubt; not so in files of format 1, but for flags *)
  asked_if : option condition;
  implies : list (leaf * name)                       (* a leaf over this finding, and the flag that it makes yes *)
}.

Definition vocabulary := list finding.

Definition names (F : finding) : list name := name_of F :: aliases F.

(** The finding that a name or alias stands for. *)
Definition owner (V : vocabulary) (n : name) : option finding := find (fun F => mem n (names F)) V.

Definition names_of (V : vocabulary) (f : name) : list name :=
  match owner V f with Some F => names F | None => [f] end.

Definition asked_who (V : vocabulary) (f : name) : asked :=
  match owner V f with Some F => asked_of F | None => Person end.

Definition is_person (V : vocabulary) (f : name) : bool :=
  match asked_who V f with Person => true | _ => false end.

Definition is_app (V : vocabulary) (f : name) : bool :=
  match asked_who V f with App => true | _ => false end.

(** The leaves that imply a flag in one step. *)
Definition parents (V : vocabulary) (f : name) : list leaf :=
  flat_map (fun F => map fst (filter (fun i => snd i =? f) (implies F))) V.

(** The leaves over answers that make a flag yes through implications, in at most so many steps. *)
Fixpoint implied_in (steps : nat) (V : vocabulary) (f : name) : list leaf :=
  match steps with
  | 0 => []
  | S fewer =>
      flat_map
        (fun l => match l with
                  | Present h => map Present (names_of V h) ++ implied_in fewer V h
                  | _ => [l]
                  end)
        (parents V f)
  end.

(** Implications don't circle, so there are no more steps than findings. *)
Definition implied_by (V : vocabulary) (f : name) : list leaf := implied_in (length V) V f.

(** The ways in which given answers can meet a leaf of a condition, each marked with whether a doubt is enough. A flag is
    met by its own yes, under any of its names, and by whatever implies it. A doubt about the flag itself is enough; a
    doubt about what implies it is enough only for a flag that nobody is asked. *)
Definition ways (V : vocabulary) (l : leaf) : list (leaf * bool) :=
  match l with
  | Present f =>
      map (fun n => (Present n, true)) (names_of V f)
      ++ map (fun s => (s, is_app V f)) (implied_by V f)
  | _ => [(l, true)]
  end.

(** The answers of a finding beyond which nothing more is met: yes for a flag; for a quantity the far end of its range, on
    each side that is worse; for a choice each option, and [Unsure] itself. *)
Definition far_ends (k : kind) : list answer :=
  match k with
  | Flag => [Yes]
  | Quantity low high _ _ Higher => [Number high]
  | Quantity low high _ _ Lower => [Number low]
  | Quantity low high _ _ (Both _ _) => [Number high; Number low]
  | Choice os => Unsure :: map Option os
  end.

(** What an unsure answer may be read as: one of these. (Reading a quantity as any other number of its range would change
    nothing: [a_doubt_is_one_single_answer] in [Theorems.v].) In files of format 1 an unsure choice stays unsure. *)
Definition readings (V : vocabulary) (n : name) : list answer :=
  match owner V n with
  | Some F =>
      match kind_of F with
      | Choice _ => if doubtful F then far_ends (kind_of F) else [Unsure]
      | k => far_ends k
      end
  | None => [Yes]
  end.

(** What an open finding may be answered with. *)
Definition worth_trying (V : vocabulary) (n : name) : list answer :=
  match owner V n with Some F => far_ends (kind_of F) | None => [] end.

(** ** Rules and their results *)

Record rule := { when : condition; sure_outcome : outcome; when_unsure : outcome }.
Definition rules := list rule.

(** The condition holds with unsure read as no. *)
Definition met_surely (V : vocabulary) (A : symptoms) (l : leaf) : bool :=
  existsb (fun w => given A (fst w)) (ways V l).

Definition surely (V : vocabulary) (A : symptoms) (c : condition) : bool := holds (met_surely V A) c.

(** The same where [B] is what the answers [A] are read as. *)
Definition met_in_doubt (V : vocabulary) (A B : symptoms) (l : leaf) : bool :=
  existsb (fun w : leaf * bool => given (if snd w then B else A) (fst w)) (ways V l).

Definition in_doubt (V : vocabulary) (A B : symptoms) (c : condition) : bool := holds (met_in_doubt V A B) c.

(** Whether some choice of one answer for each of these names passes a test. *)
Fixpoint search (choices : list (name * list answer)) (A : symptoms) (test : symptoms -> bool) : bool :=
  match choices with
  | [] => test A
  | (n, answers) :: rest => existsb (fun a => search rest (set n a A) test) answers
  end.

(** The names whose answers a condition reads. *)
Definition near (V : vocabulary) (c : condition) : list name :=
  nodup Nat.eq_dec (map (fun w => about (fst w)) (flat_map (ways V) (leaves c))).

Definition is_unsure (a : option answer) : bool := match a with Some Unsure => true | _ => false end.
Definition is_given (a : option answer) : bool := match a with Some _ => true | None => false end.

(** The condition holds in doubt: each unsure answer that it reads is read as one single answer, in the whole rule. *)
Definition perhaps (V : vocabulary) (A : symptoms) (c : condition) : bool :=
  search (map (fun n => (n, readings V n)) (filter (fun n => is_unsure (A n)) (near V c))) A
         (fun B => in_doubt V A B c).

Definition result (V : vocabulary) (A : symptoms) (r : rule) : outcome :=
  if surely V A (when r) then sure_outcome r
  else if perhaps V A (when r) then when_unsure r
  else None_found.

Definition evaluate (V : vocabulary) (R : rules) (A : symptoms) : outcome := worst (map (result V A) R).

(** ** Reasons

    How firmly a rule fires: not at all, in doubt, surely. *)
Definition firmness (V : vocabulary) (A : symptoms) (r : rule) : nat :=
  if surely V A (when r) then 2 else if perhaps V A (when r) then 1 else 0.

(** The answers to these names alone. *)
Definition keep (ns : list name) (A : symptoms) : symptoms := fun n => if mem n ns then A n else None.

Definition without (n : name) (ns : list name) : list name := filter (fun m => negb (m =? n)) ns.

(** Names dropped one after the other, while something stays true of those that are kept. *)
Fixpoint dropping (stays : list name -> bool) (tried kept : list name) : list name :=
  match tried with
  | [] => kept
  | n :: rest => dropping stays rest (if stays (without n kept) then without n kept else kept)
  end.

(** What was answered, in vocabulary order. *)
Definition given_names (V : vocabulary) (A : symptoms) : list name := filter (fun n => is_given (A n)) (flat_map names V).

(** The answers that make a rule fire, found by dropping in reverse vocabulary order while it fires as firmly. *)
Definition reasons (V : vocabulary) (A : symptoms) (r : rule) : list name :=
  dropping (fun ns => firmness V (keep ns A) r =? firmness V A r) (rev (given_names V A)) (given_names V A).

(** ** Relevance: what would be put to this person *)

Definition answered (V : vocabulary) (A : symptoms) (n : name) : bool :=
  existsb (fun m => is_given (A m)) (names_of V n).

Definition known (V : vocabulary) (A : symptoms) (f : name) : bool := met_surely V A (Present f).

(** Unsure or implausible: no answer to build a closing on. *)
Definition unclear (V : vocabulary) (n : name) (a : answer) : bool :=
  match a, owner V n with
  | Unsure, _ => true
  | Number x, Some F =>
      match kind_of F with
      | Quantity _ _ _ (low, high) _ => negb ((low <=? x) && (x <=? high))%Z
      | _ => false
      end
  | _, _ => false
  end.

(** Open, where [relevant] says what may still be asked: asked of the person, not answered, not known by implication. *)
Definition open_in (V : vocabulary) (A : symptoms) (relevant : list name) (n : name) : bool :=
  match owner V n with
  | Some F => (name_of F =? n) && is_person V n && negb (answered V A n) && negb (known V A n) && mem n relevant
  | None => false
  end.

(** In doubt a flag that nobody is asked may be so: somebody is unsure about what implies it. No answer outranks that. *)
Definition may_be_so (V : vocabulary) (A : symptoms) (f : name) : bool :=
  is_app V f && existsb (fun s => is_unsure (A (about s))) (implied_by V f).

(** Whether a leaf of [asked_if] is met or can still be. *)
Definition could (V : vocabulary) (A : symptoms) (relevant : list name) (l : leaf) : bool :=
  match l with
  | Present f =>
      known V A f
      || existsb (fun m => is_unsure (A m)) (names_of V f)
      || may_be_so V A f
      || negb (answered V A f)
         && (open_in V A relevant f || existsb (fun s => open_in V A relevant (about s)) (implied_by V f))
  | _ =>
      match A (about l) with
      | Some a => meets a l || unclear V (about l) a
      | None => open_in V A relevant (about l)
      end
  end.

Definition passes (met : leaf -> bool) (F : finding) : bool :=
  match asked_if F with None => true | Some c => holds met c end.

(** Found in rounds, from "nothing is relevant": a finding becomes relevant when its [asked_if] can hold. *)
Fixpoint relevant_in (rounds : nat) (V : vocabulary) (A : symptoms) : list name :=
  match rounds with
  | 0 => []
  | S fewer => let before := relevant_in fewer V A in map name_of (filter (passes (could V A before)) V)
  end.

Definition relevant (V : vocabulary) (A : symptoms) : list name := relevant_in (S (length V)) V A.

Definition open (V : vocabulary) (A : symptoms) (n : name) : bool := open_in V A (relevant V A) n.

(** The same vocabulary without any [asked_if]. *)
Definition ungated (F : finding) : finding :=
  {| name_of := name_of F; aliases := aliases F; kind_of := kind_of F; asked_of := asked_of F; context := context F;
     critical := critical F; gate := gate F; doubtful := doubtful F; asked_if := None; implies := implies F |}.

(** ** The ceiling: the worst that one answer for each open question can bring *)

Definition reach (V : vocabulary) (A : symptoms) (still : list name) (r : rule) : outcome :=
  let choices := map (fun n => (n, worth_trying V n)) (filter (open_in V A still) (near V (when r))) in
  if search choices A (fun C => surely V C (when r)) then sure_outcome r
  else if search choices A (fun C => perhaps V C (when r)) then when_unsure r
  else None_found.

Definition ceiling (V : vocabulary) (R : rules) (A : symptoms) : outcome :=
  let still := relevant V A in worst (map (reach V A still) R).

(** ** The front door, and answers that raise nothing *)

Definition is_whole (x : Z) : bool := (x mod scale =? 0)%Z.

(** Whether a name takes an answer. *)
Definition accepts (V : vocabulary) (n : name) (a : answer) : bool :=
  match owner V n with
  | None => false
  | Some F =>
      match kind_of F, a with
      | Flag, (Yes | No | Unsure) => true
      | Quantity low high whole _ _, Number x => ((low <=? x) && (x <=? high))%Z && (negb whole || is_whole x)
      | Quantity _ _ _ _ _, Unsure => doubtful F
      | Choice os, Option o => mem o os
      | Choice _, Unsure => true
      | _, _ => false
      end
  end.

Definition valid (V : vocabulary) (A : symptoms) : Prop :=
  forall n a, A n = Some a -> accepts V n a = true.

Definition all_leaves (V : vocabulary) (R : rules) : list leaf :=
  flat_map (fun r => leaves (when r)) R ++ flat_map (fun F => map fst (implies F)) V.

(** No; a number that no bound accepts; an option that no condition and no implication lists. *)
Definition harmless (V : vocabulary) (R : rules) (n : name) (a : answer) : bool :=
  match a with
  | No => true
  | Number _ | Option _ => forallb (fun l => negb ((about l =? n) && meets a l)) (all_leaves V R)
  | Yes | Unsure => false
  end.

(** One way of answering open questions: each is answered or left, and nothing else changes. *)
Definition answers_open (V : vocabulary) (A B : symptoms) : Prop :=
  forall n, B n = A n \/ (open V A n = true /\ exists a, B n = Some a /\ accepts V n a = true).

(** And none is left. *)
Definition leaves_none (V : vocabulary) (A B : symptoms) : Prop :=
  forall n, open V A n = true -> exists a, B n = Some a.

(** ** A consistent person *)

(** A leaf of [asked_if] holds for a person: over answers to what they were asked, and what others supplied. *)
Definition counts (V : vocabulary) (asked : list name) (n : name) : bool := mem n asked || negb (is_person V n).

(** In doubt what an app may supply is so for a person, unless it was supplied. *)
Definition may_be_so_for (V : vocabulary) (P : symptoms) (asked : list name) (f : name) : bool :=
  is_app V f && negb (is_given (P f))
  && existsb (fun s => counts V asked (about s) && is_unsure (P (about s))) (implied_by V f).

(** What they were asked, and what others supplied, makes a flag yes. *)
Definition implied_for (V : vocabulary) (P : symptoms) (asked : list name) (f : name) : bool :=
  existsb (fun s => counts V asked (about s) && given P s) (implied_by V f).

Definition holds_for (V : vocabulary) (P : symptoms) (asked : list name) (l : leaf) : bool :=
  match l with
  | Present f =>
      counts V asked f && match P f with Some Yes | Some Unsure => true | _ => false end
      || implied_for V P asked f
      || may_be_so_for V P asked f
  | _ =>
      counts V asked (about l)
      && match P (about l) with Some a => meets a l || unclear V (about l) a | None => false end
  end.

Fixpoint asked_in (rounds : nat) (V : vocabulary) (P : symptoms) : list name :=
  match rounds with
  | 0 => []
  | S fewer => let before := asked_in fewer V P in map name_of (filter (passes (holds_for V P before)) V)
  end.

(** What this person is asked, found step by step. *)
Definition asked_for (V : vocabulary) (P : symptoms) : list name := asked_in (S (length V)) V P.

(** A whole person: every answer is acceptable and under the finding's own name, the answers meet all implications (what
    nobody is asked may be left out, and counts when implied), and what they are neither asked nor is implied by what they
    are has a harmless answer, or none. *)
Record consistent (V : vocabulary) (R : rules) (P : symptoms) : Prop := {
  answers_fit : valid V P;
  own_names : forall n a, P n = Some a -> exists F, owner V n = Some F /\ name_of F = n;
  implications_met : forall f s, In s (implied_by V f) -> given P s = true ->
    P f = Some Yes \/ (is_person V f = false /\ P f = None);
  closed_is_harmless : forall n a, P n = Some a -> is_person V n = true -> ~ In n (asked_for V P) ->
    implied_for V P (asked_for V P) n = false -> harmless V R n a = true
}.

Definition leaves_no_blank (V : vocabulary) (P : symptoms) : Prop :=
  forall F, In F V -> is_person V (name_of F) = true -> exists a, P (name_of F) = Some a.

(** What an app or a clinician supplies. *)
Definition given_beforehand (V : vocabulary) (P : symptoms) : symptoms := fun n => if is_person V n then None else P n.

(** An interview asks this person open findings only, one after the other, in any order. *)
Inductive interview (V : vocabulary) (P : symptoms) : symptoms -> list name -> symptoms -> Prop :=
| over_here A : interview V P A [] A
| one_asked A n a rest B :
    open V A n = true -> P n = Some a -> interview V P (set n a A) rest B -> interview V P A (n :: rest) B.

(** An open finding could raise the outcome: beside some ways of answering other open findings, or none, one of its
    answers makes the outcome worse. *)
Definition could_raise (V : vocabulary) (R : rules) (A : symptoms) (n : name) : Prop :=
  open V A n = true /\
  exists B a, answers_open V A B /\ B n = None /\ accepts V n a = true
              /\ rank (evaluate V R B) < rank (evaluate V R (set n a B)).

(** ** Severity *)

Definition is_flag (V : vocabulary) (n : name) : Prop :=
  exists F, owner V n = Some F /\ kind_of F = Flag.

(** The number [y] lies no less far in the worse direction than [x]; with a band: away from it, on the same side. *)
Definition toward_worse (V : vocabulary) (n : name) (x y : Z) : Prop :=
  match owner V n with
  | Some F =>
      match kind_of F with
      | Quantity _ _ _ _ Higher => x <= y
      | Quantity _ _ _ _ Lower => y <= x
      | Quantity _ _ _ _ (Both bottom top) => bottom <= x <= top \/ bottom <= x <= y \/ y <= x <= top
      | _ => False
      end
  | None => False
  end%Z.

(** One answer is no worse than another. An option and another option can't be compared, nor unsure with a number. *)
Inductive no_worse (V : vocabulary) (R : rules) (n : name) : answer -> answer -> Prop :=
| the_same a : no_worse V R n a a
| no_is_least a : no_worse V R n No a
| unsure_then_yes : is_flag V n -> no_worse V R n Unsure Yes
| number_then_worse x y : toward_worse V n x y -> no_worse V R n (Number x) (Number y)
| harmless_then_unsure a : harmless V R n a = true -> no_worse V R n a Unsure.

(** Somebody is at least as badly off: each answer is there too, the same or worse. What one wasn't asked, the other may
    have answered in any way. *)
Definition as_bad (V : vocabulary) (R : rules) (A B : symptoms) : Prop :=
  forall n a, A n = Some a -> exists b, B n = Some b /\ no_worse V R n a b.
