resource "aws_vpc" "v" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "s" {
  for_each   = { a = 0, b = 1 }
  vpc_id     = aws_vpc.v.id
  cidr_block = cidrsubnet("10.0.0.0/16", 8, each.value)
}

resource "aws_security_group" "g" {
  for_each = aws_subnet.s
  name     = each.key
  vpc_id   = each.value.vpc_id
}

resource "aws_lb" "b" {
  subnets         = values(aws_subnet.s)[*].id
  security_groups = values(aws_security_group.g).*.id
}

resource "aws_lb_target_group" "t" {
  name     = "t"
  port     = 80
  protocol = "HTTP"
  vpc_id   = aws_security_group.g["a"].vpc_id
}

resource "aws_lb_target_group_attachment" "x" {
  for_each         = toset(["10.0.0.1", "10.0.0.2"])
  target_group_arn = aws_lb_target_group.t.arn
  target_id        = each.value
}

resource "aws_ecs_service" "s" {
  name            = "s"
  cluster         = aws_ecs_cluster.c.arn
  task_definition = "x:1"
  load_balancer {
    target_group_arn = aws_lb_target_group_attachment.x["10.0.0.1"].target_group_arn
    container_name   = "x"
    container_port   = 80
  }
  network_configuration {
    subnets         = aws_lb.b.subnets
    security_groups = aws_lb.b.security_groups
  }
}

resource "aws_ecs_cluster" "c" {
  name = "c"
}

resource "aws_ecs_service" "t" {
  name            = "t"
  cluster         = aws_ecs_service.s.cluster
  task_definition = aws_ecs_service.s.task_definition
}

resource "aws_secretsmanager_secret" "s" {
  name = "s"
}

resource "aws_secretsmanager_secret_version" "v" {
  secret_id     = aws_secretsmanager_secret.s.id
  secret_string = "known"
}

resource "terraform_data" "answer" {
  input = {
    vpc     = aws_lb_target_group.t.vpc_id
    secret  = aws_secretsmanager_secret_version.v.secret_id
    subnets = [for id in aws_lb.b.subnets : id]
    first   = tolist(aws_lb.b.subnets)[0]
    output  = terraform_data.other.output
    input   = terraform_data.other.input.a
  }
}

resource "terraform_data" "other" {
  input = { a = aws_vpc.v.id }
}
